/*
 * demo_offence.c - the offences of the simulated year.
 */
#include "demo/demo_offence.h"

#include <stdio.h>

#include "base/assert.h"
#include "demo/demo_steps.h"

enum { OFFENCES = 6 };

static const struct {
    const char *area, *department;
    const char *names[OFFENCES];
    const char *facts[OFFENCES];
} areas[] = {
    {"urban_management",
     "urban",
     {"占用城市道路摆摊经营", "未按规定分类投放生活垃圾", "擅自设置户外广告",
      "未履行门前环境卫生责任", "夜间施工噪声扰民", "随意倾倒建筑垃圾"},
     {"在人行道上摆放桌椅货架经营，占用道路约六平方米", "将厨余垃圾与其他垃圾混合投放",
      "未经批准在临街墙面设置广告牌一处", "责任区内堆放杂物，经提示未改正",
      "夜间二十二时后使用切割设备施工", "将装修垃圾堆放在非指定地点"}},
    {"market_supervision",
     "market",
     {"经营超过保质期的食品", "未按规定明码标价", "无照经营", "发布虚假广告",
      "使用未经检定的计量器具", "未建立食品进货查验记录"},
     {"货架上陈列待售的预包装食品已过保质期", "所售商品未标明价格和计价单位",
      "未取得营业执照从事经营活动", "宣传用语与实际服务内容不符", "使用的电子秤超过检定周期",
      "不能提供所售食品的进货凭证"}},
    {"construction",
     "housing",
     {"未取得施工许可擅自施工", "房地产经纪机构未公示收费标准", "擅自变动房屋承重结构",
      "瓶装燃气经营未按规定配送", "物业企业未公示维修资金使用", "工地未落实扬尘措施"},
     {"现场已开始基础施工，未能提供施工许可证", "门店内未公示服务项目和收费标准",
      "装修中在承重墙上开洞", "配送车辆不符合安全要求", "小区公示栏无维修资金使用情况",
      "裸土未覆盖，出入口未冲洗"}},
    {"emergency",
     "emergency",
     {"未对从业人员进行安全生产教育", "未按规定存放危险化学品", "未制定应急预案", "安全出口上锁",
      "特种作业人员无证上岗", "未建立隐患排查台账"},
     {"抽查的三名员工无培训记录", "仓库内混放禁忌物品", "不能提供应急预案和演练记录",
      "营业期间一处疏散门锁闭", "电焊作业人员未持有效证件", "无隐患排查和整改记录"}},
    {"health",
     "health",
     {"公共场所未公示卫生许可证", "使用未取得资质的人员从事诊疗", "生活饮用水未按规定检测",
      "美容机构未按规定消毒", "未按规定处置医疗废物", "从业人员无健康合格证明"},
     {"经营场所醒目位置未公示许可证", "一名工作人员未取得执业资格", "二次供水未按周期检测",
      "公用器具未按规程消毒", "医疗废物暂存超过规定时间", "两名服务人员不能出示健康证明"}},
    {"culture",
     "culture",
     {"互联网上网服务场所未核对身份", "娱乐场所超时营业", "旅行社未签订书面合同",
      "擅自从事营业性演出", "出版物零售未备案", "未按规定悬挂未成年人限入标志"},
     {"抽查时两台机器未登记上网人员", "凌晨二时后仍在营业", "组织出游未与游客签订合同",
      "未经批准举办收费演出一场", "销售图书未办理备案", "入口处无限入标志"}},
    {"environment",
     "environment",
     {"未按规定申报排污", "餐饮油烟超标排放", "危险废物未按规定贮存", "建设项目未验先投",
      "未正常运行污染防治设施", "未公开环境信息"},
     {"未办理排污登记即投入运行", "油烟净化器未运行", "废机油桶露天存放", "设备已投产，未完成验收",
      "检查时治理设施处于停机状态", "未在规定平台公开监测数据"}},
    {"labour",
     "human",
     {"未按时足额支付工资", "未签订书面劳动合同", "扣押劳动者证件", "未办理社会保险登记",
      "劳务派遣超比例用工", "违法延长工作时间"},
     {"欠付六名员工一个月工资", "入职三个月未签订合同", "收取员工证件原件",
      "用工两个月未办理社保登记", "派遣用工占比超过规定", "每月加班时间超过法定上限"}},
};

static const int64_t areas_n = DEMO_COUNT(areas);

int64_t demo_offence_any(struct demo *demo, struct demo_case *c, const char *area)
{
    for (int64_t i = 0; i < areas_n; i++)
        if (str_equal_c(str_of(area), areas[i].area))
            return i * OFFENCES + demo_below(demo, c, OFFENCES);
    gl_bug("no offence has this area");
    return 0;
}

const char *demo_offence_area(int64_t offence)
{
    return areas[offence / OFFENCES].area;
}

const char *demo_offence_name(int64_t offence)
{
    return areas[offence / OFFENCES].names[offence % OFFENCES];
}

struct str demo_offence_facts(struct demo *demo, struct demo_case *c, int64_t offence,
                              char out[1024])
{
    static const char *const openings[] = {"执法人员检查时发现，", "接到线索后现场核查，",
                                           "日常巡查中发现，"};
    static const char *const proofs[] = {"有现场照片、检查笔录为证。", "有询问笔录和视频记录为证。",
                                         "当事人对事实予以确认，有笔录为证。"};
    int len = snprintf(out, 1024, "%s当事人%s，地点为第%d号门前，%s", DEMO_PICK(demo, c, openings),
                       areas[offence / OFFENCES].facts[offence % OFFENCES],
                       1 + (int)demo_below(demo, c, 180), DEMO_PICK(demo, c, proofs));
    return (struct str){out, (size_t)len};
}

const char *demo_offence_area_of(const char *department)
{
    for (int64_t i = 0; i < areas_n; i++)
        if (str_equal_c(str_of(department), areas[i].department))
            return areas[i].area;
    gl_bug("the department has no area");
    return "";
}
