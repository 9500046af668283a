# 标准文件有何错误、应如何填写。
standard-file-title = { $n ->
   *[other] 标准 { $origin } 无法使用：{ $count } 处错误
}
standard-file-remedy = 请修改所列各行。各键的写法见 docs/standards.zh-CN.md；可用 `lastmile standard check 文件` 检查。
standard-file-remedy-name = 请写内置标准的键，或文件路径。
standard-file-line = 第 { $line } 行：{ $text }
standard-file-line-rule = 第 { $line } 行，规则 { $rule }：{ $text }
standard-file-meant = { $text }是否应为“{ $nearest }”？

standard-file-no-such = 没有名为 { $name } 的内置标准或文件。内置标准有：{ $allowed }。
standard-file-unreadable = 无法读取文件（{ $reason }）。
standard-file-not-utf8 = 此行不是 UTF-8 文本，请将文件另存为 UTF-8。
standard-file-too-large = 文件过大，不是标准文件。
standard-file-syntax = 不符合 TOML 语法（{ $reason }）。
standard-file-format = 本版本不支持格式“{ $found }”，请写 format = "lastmile-standard-1"。
standard-file-unknown-key = 此处没有键“{ $key }”。可用的键：{ $allowed }。
standard-file-unknown-key-near = 此处没有键“{ $key }”，是否应为“{ $nearest }”？
standard-file-missing-format = 缺少 `format`；请在第一行写 format = "lastmile-standard-1"。
standard-file-is-table = 这是数据表，不是标准。请用 --units、--links、--indicators 或 --attributes 提供；标准是 TOML 文件。
standard-file-missing-key = 缺少键“{ $key }”。
standard-file-one-of = { $keys } 须填且只填一项。
standard-file-some-of = { $keys } 至少填一项。
standard-file-wrong-sort = “{ $key }”填的是{ $found }，应填{ $wanted }。
standard-file-either = { $one }或{ $other }
standard-file-unknown-word = { $key } 不能为“{ $found }”。可选：{ $allowed }。
standard-file-not-a = “{ $key }”填写“{ $found }”有误，应填{ $wanted }。
standard-file-no-pair = “{ $key }”应依次填写下限和上限：["500m", "10km"]。
standard-file-out-of-range = “{ $key }”填写 { $found }，超出 { $least } 至 { $most } 的范围。
standard-file-least-above-most = “{ $least }”大于“{ $most }”，请对调。
standard-file-expression = “{ $key }”：{ $problem }
standard-file-unknown-parameter = 没有参数“{ $name }”，请添加 [parameters.{ $name }]，并填写 value。
standard-file-turned-wrong = 参数“{ $name }”被调整为“{ $found }”，应为{ $wanted }。
standard-file-twice = 键“{ $id }”已在第 { $first } 行使用，请改用其他名称。
standard-file-no-rule = 没有规则“{ $found }”。
standard-file-no-programme = 没有项目“{ $found }”，请用 [[programme]] 添加。
standard-file-no-figure = 没有上报数据“{ $found }”。
standard-file-no-turned = 没有可调整的参数“{ $found }”。
standard-file-ring = 规则 { $rules } 互相引用，请从中去掉一条。
standard-file-time-without-speed = { $found } 是时间，还须填写出行速度，如步行 speed = "4km/h"。

standard-sort-text = 文本
standard-sort-number = 数字
standard-sort-bool = true 或 false
standard-sort-list = 列表
standard-sort-table = 表
standard-sort-tables = 双方括号表 [[…]]
standard-sort-date = 日期
standard-example-text = 加引号的文本
standard-example-number = 数字
standard-example-bool = true 或 false
standard-example-list = 方括号列表
standard-example-table = 花括号表 { "{" } en = "…", zh = "…" { "}" }
standard-example-tables = 逐项写在各自的 [[…]] 之下
standard-example-date = 日期

standard-wording-distance = 带单位的距离，如 "2km"（仅有数字不是距离）
standard-wording-distance-or-time = 带单位的距离，如 "2km"（仅有数字不是距离），或时间并注明速度，如 "15min"
standard-wording-speed = 速度，如 "4km/h"
standard-wording-share = 百分比，如 "82%"
standard-wording-number = 数字，如 3000
standard-wording-positive = 大于 0 的数字，如 3000
standard-wording-whole = 不小于 1 的整数，如 2
standard-wording-number-or-share = 数字（如 90）或百分比（如 "90%"）
standard-wording-any = 距离（"2km"）、百分比（"82%"）或数字（3000）
standard-wording-date = 日期，如 2021-12-31
standard-wording-period = 年、月或日，如 "2021-07"
standard-wording-key = 由小写字母、数字和连字符组成的键，如 "near-clinic"
standard-wording-parameter-key = 由字母、数字和下划线组成的键，如 clinic_reach
standard-wording-percentage = 按原文填写的百分比，如 "93.4%" 或 "95%+"

expression-at = 第 { $at } 个字符：{ $text }
expression-value-end = 末尾不完整，应有字段、数字或 '文本'。
expression-value = 此处不能是 { $found }，应为字段、数字或 '文本'。
expression-end = { $found } 多余；多个条件用 AND 或 OR 连接。
expression-condition = { $found } 不是条件，请写条件，如 beds >= 20。
expression-number = { $found } 不是数字，请写字段或数字。
expression-quoted = 文本须加单引号，请写 '{ $text }'。
expression-bare-field = 判断是否只需写字段名：{ $field }、NOT { $field } 或 { $field } = 'yes'。
expression-is-null = 判断是否有值应写 IS NULL 或 IS NOT NULL。
expression-at-least = 没有 => 这种比较，应写 >=。
expression-closing-quote = 引号未闭合。
expression-closing-bracket = 此括号未闭合。
expression-language = 不支持 { $found }。可用：AND OR NOT = <> < <= > >= ~ IN BETWEEN LIKE IS + - * / COALESCE。
expression-shorter = 表达式过长或嵌套过深，请拆成两条规则。

cli-standard-rules = { $n ->
   *[other] { $count } 条规则
}
cli-standard-sound = { $file } 填写正确，共 { $rules }
