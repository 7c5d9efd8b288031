-- One operation of the API under wrk. OP: create | read | list; TOKEN; N: matters to read among.
local op, token = os.getenv("OP"), os.getenv("TOKEN")
local n = tonumber(os.getenv("N") or "270000")
local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }
local words = {}
for i = 1, 200 do
  local t = {}
  for _ = 1, 12 do
    t[#t + 1] = ({ "小区门口路灯不亮", "夜间施工噪声较大", "垃圾清运不够及时", "希望尽快派人核实", "反映多次没有结果",
      "请给出明确的时限", "影响居民正常出行", "周末也没有人处理" })[math.random(1, 8)]
  end
  words[i] = table.concat(t, "，")
end
local units = { 101, 102, 103, 104, 105, 106, 20, 28 }
function init(args) math.randomseed(os.time()) end
function request()
  if op == "create" then
    local unit = units[math.random(1, #units)]
    return wrk.format("POST", "/api/v1/registers/workorder/matters", headers,
      '{"fields":{"channel":"app","type":"help","category":"housing","subject":"反映生活服务有关事项","place":101,"handling_unit":'
      .. unit .. ',"caller":{"name":"某人","phone":"10001234567"},"content":"' .. words[math.random(1, #words)] .. '"}}')
  elseif op == "read" then
    return wrk.format("GET", "/api/v1/matters/" .. math.random(1, n), headers)
  end
  return wrk.format("GET", "/api/v1/registers/workorder/matters?open=1&limit=25&unit=" .. units[math.random(1, #units)], headers)
end
function done(s, l, r)
  io.write(string.format("%s %.1f /s p50 %.1f ms p99 %.1f ms errors %d\n", op, s.requests / (s.duration / 1e6),
    l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout))
end
