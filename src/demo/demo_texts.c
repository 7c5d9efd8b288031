/*
 * demo_texts.c - invented names and words.
 */
#include <stdio.h>

#include "demo/demo.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const surnames[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈",
                                       "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤", "许",
                                       "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏"};
static const char *const given[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};

struct str demo_person_name(struct demo *demo, struct demo_case *c, char out[32])
{
    uint64_t draw = demo_draw(demo, c);
    const char *surname = surnames[draw % COUNT(surnames)];
    const char *one = given[draw / 100 % COUNT(given)];
    const char *two = draw / 100000 % 3 == 0 ? "" : given[draw / 10000 % COUNT(given)];
    int len = snprintf(out, 32, "%s某%s%s", surname, one, two);
    return (struct str){out, (size_t)len};
}

struct str demo_firm_name(struct demo *demo, struct demo_case *c, char out[64])
{
    static const char *const trades[] = {"餐饮", "商贸", "科技", "物业", "建筑",
                                         "文化", "医药", "物流", "装饰", "教育"};
    uint64_t draw = demo_draw(demo, c);
    int len = snprintf(out, 64, "演示%s%s%04d有限公司", given[draw % COUNT(given)],
                       trades[draw / 16 % COUNT(trades)], (int)(draw / 1000 % 10000));
    return (struct str){out, (size_t)len};
}

struct topic {
    const char *category;
    const char *what[6];
};

static const struct topic topics[] = {
    {"epidemic",
     {"小区封控后快递和买菜渠道不清楚", "核酸检测点排队时间太长", "健康码变为黄码不知如何转回",
      "从外地回来需要报备哪些材料", "隔离期满未收到解除通知", "疫苗接种点的开放时间需要确认"}},
    {"housing",
     {"楼上卫生间渗水影响楼下居住", "电梯反复停运老人出行不便", "公共部位墙皮脱落有安全隐患",
      "维修资金使用迟迟没有答复", "加装电梯方案邻里意见不一致", "地下车库积水没有人处理"}},
    {"property",
     {"物业公司收费标准没有公示", "小区门禁损坏长期不修", "垃圾清运不及时有异味",
      "业主群反映的保洁问题没有整改", "停车位管理混乱经常占道", "夜间保安巡查不到位"}},
    {"urban",
     {"路边流动摊点占用盲道", "店铺招牌松动有坠落危险", "夜间施工噪声影响休息",
      "共享单车乱停堵住通道", "人行道地砖破损容易绊倒", "绿化带内堆放建筑垃圾"}},
    {"transport",
     {"路口信号灯配时过短老人过不去", "公交站台缺少候车座椅", "学校门口早高峰拥堵",
      "路面坑洼积水溅到行人", "停车泊位收费与公示不符", "非机动车道被机动车占用"}},
    {"market",
     {"购买的食品过期商家拒绝退款", "预付卡商家停业无法退费", "网上购物与描述不符",
      "餐馆后厨卫生状况差", "价格标签与结算金额不一致", "维修店更换配件未事先告知"}},
    {"environment",
     {"餐饮油烟直排居民窗口", "河道水面有漂浮物和异味", "工地扬尘没有覆盖", "夜间广场音响声音过大",
      "雨污管道堵塞返水", "树木遮挡采光需要修剪"}},
    {"other",
     {"咨询居住证办理需要的材料", "反映办事窗口等候时间较长", "建议增设社区老年食堂",
      "咨询灵活就业参保的流程", "建议延长图书馆开放时间", "咨询公租房申请的条件"}},
};

static const struct topic *topic_of(const char *category)
{
    for (size_t i = 0; i < COUNT(topics); i++)
        if (str_equal_c(str_of(category), topics[i].category))
            return &topics[i];
    return &topics[COUNT(topics) - 1];
}

struct str demo_complaint(struct demo *demo, struct demo_case *c, const char *category,
                          char out[1024])
{
    static const char *const openings[] = {"来电人反映：", "市民留言称：", "诉求人表示，",
                                           "居民来信说，", "您好，",       "再次反映："};
    static const char *const since[] = {"已经持续三天，",   "上周开始出现，", "近一个月多次发生，",
                                        "今天早上又遇到，", "从去年冬天起，", "节前就有人提过，"};
    static const char *const effect[] = {
        "给家里老人和孩子的生活带来不便，",     "邻居们也都有同样的感受，",
        "向现场工作人员询问过但没有明确答复，", "打过单位电话一直没有人接，",
        "担心时间长了会出安全问题，",           "影响了正常上下班和休息，"};
    static const char *const asks[] = {
        "希望尽快派人到现场核实并告知处理时间。",   "请相关部门协调解决并给予回复。",
        "想了解目前的政策规定和办理流程。",         "请求明确责任单位并督促整改到位。",
        "希望能有一个可以联系的电话方便后续跟进。", "如暂时不能解决，也请说明原因。"};
    uint64_t draw = demo_draw(demo, c);
    const struct topic *topic = topic_of(category);
    int len =
        snprintf(out, 1024, "%s第%d栋附近，%s，%s%s%s", openings[draw % 6],
                 (int)(draw / 7 % 60) + 1, topic->what[draw / 1000 % 6], since[draw / 100000 % 6],
                 effect[draw / 10000000 % 6], asks[draw / 1000000000 % 6]);
    return (struct str){out, (size_t)len};
}
