# 标准核查结论。数字已按格式写好；{$n} 选择单复数，{$verdict} 为 pass、exempt、borderline、unknown 或 fail。
std-verdict-pass = 达标
std-verdict-exempt = 免于要求
std-verdict-borderline = 临界
std-verdict-unknown = 不明
std-verdict-fail = 未达标
std-verdict-none = 无核查对象

std-level-village = 村（社区）
std-level-grid = 网格
std-level-township = 乡镇（街道）
std-level-county = 县（市、区）
std-level-consortium = 医共体
std-level-city = 市
std-level-province = 省
std-level-facility = 机构
std-level-whole = 全域
std-in-village = 村
std-in-grid = 网格
std-in-township = 乡镇（街道）
std-in-county = 县（市、区）
std-in-consortium = 医共体
std-in-city = 市
std-in-province = 省

std-count-village = { $n ->
   *[other] { $count } 个村
}
std-count-grid = { $n ->
   *[other] { $count } 个网格
}
std-count-township = { $n ->
   *[other] { $count } 个乡镇（街道）
}
std-count-county = { $n ->
   *[other] { $count } 个县（市、区）
}
std-count-consortium = { $n ->
   *[other] { $count } 个医共体
}
std-count-city = { $n ->
   *[other] { $count } 个市
}
std-count-province = { $n ->
   *[other] { $count } 个省
}
std-count-facility = { $n ->
   *[other] { $count } 所机构
}
std-count-unit = { $n ->
   *[other] { $count } 个区划单元
}

# 句中对机构的称呼。
std-noun-clinic = { $n ->
   *[other] 村卫生室
}
std-noun-station = { $n ->
   *[other] 社区卫生服务站
}
std-noun-community = { $n ->
   *[other] 社区卫生服务中心
}
std-noun-township = { $n ->
   *[other] 乡镇卫生院
}
std-noun-county = { $n ->
   *[other] 县级医院
}
std-noun-city = { $n ->
   *[other] 市级医院
}
std-noun-facility = { $n ->
   *[other] 医疗卫生机构
}
std-noun-or = { $first }或{ $second }
std-noun-some = { $n ->
   *[other] 符合条件的{ $thing }
}
std-has = { $n ->
    [0] 没有{ $thing }
   *[other] 有{ $thing } { $count } 所
}

# 机构的数量指标。
std-quantity = “{ $field }”{ $count }
std-quantity-gps = { $n ->
   *[other] 全科医生 { $count } 名
}
std-quantity-doctors = { $n ->
   *[other] 医生 { $count } 名
}
std-quantity-nurses = { $n ->
   *[other] 护士 { $count } 名
}
std-quantity-beds = { $n ->
   *[other] 床位 { $count } 张
}
std-quantity-ambulances = { $n ->
   *[other] 救护车 { $count } 辆
}
std-quantity-test_vehicles = { $n ->
   *[other] 移动核酸检测车 { $count } 辆
}
std-quantity-drugs = { $n ->
   *[other] 药品 { $count } 种
}
std-quantity-staff = { $n ->
   *[other] 在岗人员 { $count } 名
}
std-field = “{ $field }”
std-field-gps = 全科医生数
std-field-doctors = 医生数
std-field-nurses = 护士数
std-field-beds = 床位数
std-field-ambulances = 救护车数
std-field-test_vehicles = 移动核酸检测车数
std-field-drugs = 药品品种数
std-field-staff = 在岗人员数

std-satisfy = 符合“{ $condition }”
std-satisfy-surgery = 能开展手术
std-satisfy-obstetrics = 能开展产科服务
std-satisfy-tcm = 能提供中医药服务
std-satisfy-standardised = 已完成标准化建设
std-satisfy-satisfied = 群众满意
std-satisfy-sampling = 具备采样能力
std-satisfy-sentinel = 为监测哨点
std-satisfy-stroke = 具备卒中救治能力
std-satisfy-contract = 已签订合同

std-link = { $n ->
   *[other] “{ $kind }”关系
}
std-link-manages = { $n ->
   *[other] 牵头管理关系
}
std-link-member-of = { $n ->
   *[other] 医共体成员关系
}
std-link-leads = { $n ->
   *[other] 牵头关系
}
std-link-branch-of = { $n ->
   *[other] 分院隶属关系
}
std-link-refers-up = { $n ->
   *[other] 上转关系
}
std-link-refers-down = { $n ->
   *[other] 下转关系
}
std-link-telemedicine = { $n ->
   *[other] 远程会诊连接
}
std-link-paired-with = { $n ->
   *[other] 对口帮扶关系
}
std-link-posted-to = { $n ->
   *[other] 人员下派记录
}
std-link-serves = { $n ->
   *[other] 服务村
}
std-link-station-of = { $n ->
   *[other] 服务站与中心的隶属关系
}
std-link-co-built = { $n ->
   *[other] 共建科室
}
std-link-visits = { $n ->
   *[other] 督导走访
}

std-has-link = { $n ->
    [0] 没有{ $thing }
   *[other] 有{ $thing } { $count } 项
}

# 要求（句尾）。
std-need-least = { $n ->
   *[other] 要求至少 { $least }
} 所
std-need-most = { $n ->
   *[other] 最多允许 { $most }
} 所
std-need-exact = { $n ->
   *[other] 要求恰为 { $least }
} 所
std-need-band = 要求 { $least } 至 { $most } 所
std-need-link-least = { $n ->
   *[other] 要求至少 { $least }
} 项
std-need-link-most = { $n ->
   *[other] 最多允许 { $most }
} 项
std-need-link-exact = { $n ->
   *[other] 要求恰为 { $least }
} 项
std-need-link-band = 要求 { $least } 至 { $most } 项
std-need-value-least = { $all ->
    [yes] 要求达到 { $least }
   *[other] 要求不低于 { $least }
}
std-need-value-most = 要求不高于 { $most }
std-need-value-exact = 要求为 { $least }
std-need-value-band = 要求在 { $least } 至 { $most } 之间
std-need-none = 未设数量要求
std-short = ，尚缺 { $count }
std-over = ，超出 { $count }

# 不明之处（插在句号之前）。
std-doubt-count = { $n ->
   *[other] ；另有 { $count } 所机构是否计入不明
}
std-doubt-value = { $n ->
   *[other] ；另有 { $count } 所机构数据缺失
}
std-doubt-link = { $n ->
   *[other] ；另有 { $count } 项关系是否计入不明
}
std-unsaid = 数量不明
std-whole = 全域
std-in-same = 本{ $level }内

# 第一类：服务半径。
std-nearest = { $inside }{ $k ->
    [1] 最近的{ $thing }
    [2] 第二近的{ $thing }
    [3] 第三近的{ $thing }
   *[other] 由近至远第 { $count } 所{ $things }
}{ $facility ->
    [none] { " " }
   *[other] （{ $facility }）
}
std-reach = { $verdict ->
    [fail] { $name }距{ $nearest }{ $distance }，超出 { $limit }限值 { $over }{ $doubt }。
    [borderline] { $name }距{ $nearest }{ $distance }，与 { $limit }限值相差不超过 { $tolerance }，坐标稍有误差即可改变结论{ $doubt }。
    [unknown] { $name }距{ $nearest }{ $distance }，限值 { $limit }，但据此尚不能判定{ $doubt }。
    [exempt] { $name }距{ $nearest }{ $distance }，不要求在 { $limit }以内{ $doubt }。
   *[pass] { $name }距{ $nearest }{ $distance }，在 { $limit }限值之内，余 { $left }{ $doubt }。
}
std-reach-inside = { $verdict ->
    [fail] { $name }所在的{ $place }{ $has }，{ $need }{ $doubt }。
    [borderline] { $name }所在的{ $place }{ $has }，{ $need }，处于临界{ $doubt }。
    [unknown] { $name }所在的{ $place }可确认{ $has }，{ $need }，尚不能判定{ $doubt }。
    [exempt] { $name }所在的{ $place }{ $has }，不作要求{ $doubt }。
   *[pass] { $name }所在的{ $place }{ $has }，{ $need }{ $doubt }。
}
std-reach-referral = { $verdict ->
    [fail] { $name }到首诊机构 { $first }，再到{ $facility }全程 { $distance }，超出先 { $near }、后 { $far }的限值{ $doubt }。
    [borderline] { $name }到首诊机构 { $first }，再到{ $facility }全程 { $distance }，贴近先 { $near }、后 { $far }的限值，坐标稍有误差即可改变结论{ $doubt }。
    [unknown] { $name }到首诊机构 { $first }，再到{ $facility }全程 { $distance }，限值为先 { $near }、后 { $far }，但据此尚不能判定{ $doubt }。
    [exempt] { $name }到首诊机构 { $first }，再到{ $facility }全程 { $distance }，不作要求{ $doubt }。
   *[pass] { $name }到首诊机构 { $first }，再到{ $facility }全程 { $distance }，在先 { $near }、后 { $far }的限值之内{ $doubt }。
}
std-second = 上级机构
std-no-facility = { $verdict ->
    [unknown] { $inside }是否有{ $thing }可服务{ $name }不明{ $doubt }。
   *[fail] { $k ->
        [1] { $inside }无论远近均没有可服务{ $name }的{ $thing }{ $doubt }。
       *[other] { $inside }无论远近可服务{ $name }的{ $things }均不足 { $count } 所{ $doubt }。
    }
}
std-no-referral = { $verdict ->
    [unknown] { $name }可到达首诊机构{ $first }，但其 { $far }以内是否有{ $thing }不明{ $doubt }。
   *[fail] { $name }可到达首诊机构{ $first }，但其 { $far }以内没有{ $thing }{ $doubt }。
}
std-first-at = （{ $distance }）

# 第二至四类：区划单元。
std-exists = { $verdict ->
    [borderline] { $name }{ $has }，{ $need }{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }可确认{ $has }，{ $need }，尚不能判定是否足够{ $doubt }。
    [exempt] { $name }{ $has }，不作要求{ $doubt }。
   *[pass] { $name }{ $has }，{ $need }{ $lack }{ $doubt }。
}
std-people = { $verdict ->
    [borderline] { $name }人口 { $people }，{ $has }，{ $need }（{ $basis }）{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }人口 { $people }，{ $has }，{ $need }（{ $basis }），但据此尚不能判定{ $doubt }。
    [exempt] { $name }人口 { $people }，{ $has }，不作要求{ $doubt }。
   *[pass] { $name }人口 { $people }，{ $has }，{ $need }（{ $basis }）{ $lack }{ $doubt }。
}
std-basis-per = 每 { $per } 人 1 所
std-basis-band = 每 { $least } 至 { $most } 人 1 所
std-ratio = { $verdict ->
    [borderline] { $name }人口 { $people }，{ $quantity }，每 { $per } 人 { $rate }，{ $need }{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }人口 { $people }，{ $quantity }，每 { $per } 人 { $rate }，{ $need }，但据此尚不能判定{ $doubt }。
    [exempt] { $name }人口 { $people }，{ $quantity }，每 { $per } 人 { $rate }，不作要求{ $doubt }。
   *[pass] { $name }人口 { $people }，{ $quantity }，每 { $per } 人 { $rate }，{ $need }{ $lack }{ $doubt }。
}

# 第五类：占比。
std-share = { $verdict ->
    [borderline] { $place }{ $total } 所{ $things }中有 { $yes } 所{ $satisfy }（{ $share }），{ $need }，处于临界{ $doubt }。
    [unknown] { $place }{ $total } 所{ $things }中可确认有 { $yes } 所{ $satisfy }（{ $share }），{ $need }，尚不能判定是否足够{ $doubt }。
    [exempt] { $place }{ $total } 所{ $things }中有 { $yes } 所{ $satisfy }（{ $share }），不作要求{ $doubt }。
   *[pass] { $place }{ $total } 所{ $things }中有 { $yes } 所{ $satisfy }（{ $share }），{ $need }{ $doubt }。
}
std-of-place = { $name }

# 第六类：最低配置。
std-minimum = { $verdict ->
    [borderline] { $name }有{ $quantity }，{ $need }{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }可确认有{ $quantity }，{ $need }，尚不能判定是否足够{ $doubt }。
    [exempt] { $name }有{ $quantity }，不作要求{ $doubt }。
   *[pass] { $name }有{ $quantity }，{ $need }{ $lack }{ $doubt }。
}
std-minimum-sum = { $verdict ->
    [borderline] { $name }的{ $things }共有{ $quantity }，{ $need }{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }的{ $things }可确认共有{ $quantity }，{ $need }，尚不能判定是否足够{ $doubt }。
    [exempt] { $name }的{ $things }共有{ $quantity }，不作要求{ $doubt }。
   *[pass] { $name }的{ $things }共有{ $quantity }，{ $need }{ $lack }{ $doubt }。
}

# 第七类：关系。
std-linked = { $verdict ->
    [borderline] { $name }{ $has }{ $with }，{ $need }{ $lack }，处于临界{ $doubt }。
    [unknown] { $name }可确认{ $has }{ $with }，{ $need }，尚不能判定是否足够{ $doubt }。
    [exempt] { $name }{ $has }{ $with }，不作要求{ $doubt }。
   *[pass] { $name }{ $has }{ $with }，{ $need }{ $lack }{ $doubt }。
}
std-with = （{ $n ->
    [1] { $facility }
   *[other] { $facility }等
}）
std-not-linked = { $verdict ->
    [unknown] { $name }未见{ $link }，{ $need }，尚不能判定{ $doubt }。
   *[fail] { $name }没有{ $link }，{ $need }{ $doubt }。
}
std-two-leads = { $name }有 { $count } 项{ $links }{ $with }，{ $need }，牵头单位不唯一{ $doubt }。
std-ring = { $name }的{ $links }首尾相接成环，没有最上级单位{ $doubt }。
std-too-deep = { $name }沿{ $links }到最上级单位超过 { $steps }{ $doubt }。
std-steps = { $n ->
   *[other] { $count } 级
}

# 第八类：上报数据。
std-reported = { $verdict ->
    [borderline] { $name }上报{ $figure }为 { $reported }{ $computed }{ $target }，处于临界{ $doubt }。
    [unknown] { $name }上报{ $figure }为 { $reported }{ $computed }{ $target }，但据此尚不能判定{ $doubt }。
    [exempt] { $name }上报{ $figure }为 { $reported }{ $computed }，不作要求{ $doubt }。
   *[pass] { $name }上报{ $figure }为 { $reported }{ $computed }{ $target }{ $doubt }。
}
std-computed = ，据数据核算为 { $computed }
std-target = ，{ $need }
std-not-reported = { $verdict ->
    [exempt] { $name }未上报{ $figure }，且不作要求。
   *[unknown] { $name }未上报{ $figure }。
}
std-disagrees = { $name }上报{ $figure }为 { $reported }，据数据核算为 { $computed }，相差 { $difference }{ $doubt }。
std-misses-target = { $name }上报{ $figure }为 { $reported }{ $computed }，{ $need }{ $lack }{ $doubt }。
std-impossible = { $name }上报{ $figure }为 { $reported }，该数不可能成立{ $doubt }。

# 组合规则。
std-part = { $rule }：{ $sentence }
std-part-bare = { $verdict ->
    [pass] { $name }按“{ $rule }”达标。
    [exempt] { $name }按“{ $rule }”免于要求。
    [borderline] { $name }按“{ $rule }”处于临界。
    [unknown] { $name }按“{ $rule }”尚不能判定。
   *[fail] { $name }按“{ $rule }”未达标。
}
std-composed = { $verdict ->
    [pass] { $name }符合各分项规则的要求。
    [exempt] { $name }免于各分项规则的要求。
    [borderline] { $name }按各分项规则处于临界。
    [unknown] { $name }按各分项规则尚不能判定，部分分项不明。
   *[fail] { $name }不符合各分项规则的要求。
}

# 各类通用。
std-no-location = { $name }无可用坐标，距离不明。
std-no-unit = { $verdict ->
    [fail] { $name }不属于任何已知的{ $level }，不符合要求。
   *[unknown] { $name }不属于任何已知的{ $level }，尚不能判定。
}
std-no-value = { $verdict ->
    [fail] 数据未载明{ $name }的{ $field }，不符合要求。
   *[unknown] 数据未载明{ $name }的{ $field }。
}
std-no-population = { $verdict ->
    [fail] { $name }人口数不明，不符合要求。
   *[unknown] { $name }人口数不明，应配数量无从核算。
}
std-nothing = { $verdict ->
    [pass] { $place }没有{ $thing }，无须核查。
    [exempt] { $place }没有{ $thing }，不作要求。
   *[unknown] { $place }没有{ $thing }，占比无从核算。
}
std-unknown-scope = { $name }是否适用本规则不明：缺少据以判断的数据。
std-exempt = { $name }免于要求：{ $reason }。
std-exempt-bare = { $name }免于本规则要求。
std-some-unknown = { $verdict ->
    [pass] { $name }达标，缺失的数据不影响结论{ $doubt }。
    [exempt] { $name }免于要求，缺失的数据不影响结论{ $doubt }。
    [borderline] { $name }处于临界，缺失的数据不影响结论{ $doubt }。
    [fail] { $name }未达标，缺失的数据不影响结论{ $doubt }。
   *[unknown] { $name }尚不能判定：缺少据以判断的数据{ $doubt }。
}

# 规则的要求（简述）。
std-asks-reach = { $k ->
    [1] { $villages }{ $limit }有{ $inside }{ $thing }
   *[other] { $villages }{ $limit }有{ $inside }{ $things } { $count } 所
}
std-asks-every-village = 每个村
std-asks-some-villages = 每个应核查的村
std-asks-limit = { $limit }以内
std-asks-then = ，且由此 { $limit }以内有{ $thing }
std-asks-exists = 每个{ $level }：{ $things }，{ $need }
std-asks-people = 每个{ $level }：{ $things }，{ $basis }
std-asks-ratio = 每个{ $level }：每 { $per } 人{ $field }，{ $need }
std-asks-share = { $things }中{ $satisfy }的占比：{ $need }
std-asks-minimum = 每所{ $thing }：{ $field }，{ $need }
std-asks-minimum-sum = 每个{ $level }：{ $field }合计，{ $need }
std-asks-linked = 每所{ $thing }：{ $links }，{ $need }
std-asks-reported = 上报的{ $figure }与数据相符且可能成立
std-asks-reported-target = 上报的{ $figure }与数据相符且可能成立，{ $need }
std-asks-any = 符合其中一项：{ $rules }
std-asks-all = 同时符合：{ $rules }

# 规则核查计数。
std-summary = { $n ->
   *[other] { $asked }中 { $pass } 个达标（{ $share }）
}
std-summary-none = 没有需核查的对象
std-summary-fail = { $n ->
   *[other] { $count } 个未达标
}
std-summary-fail-people = { $n ->
   *[other] { $count } 个未达标（涉及 { $people }）
}
std-summary-borderline = { $count } 个临界
std-summary-unknown = { $count } 个不明
std-summary-exempt = { $count } 个免于要求
std-summary-target = 目标 { $share }
std-summary-deadline = 期限 { $date }
std-summary-separator = ；
std-rule-line = { $verdict } · { $rule }：{ $summary }

# 上报数据审核。
std-audit = { $whose }{ $figure }：{ $problem }。
std-audit-whose = { $whose }，
std-audit-no-total = { $n } 占总数的 { $share }：没有任何整数总数四舍五入后得 { $share }
std-audit-no-total-cut = { $n } 占总数的 { $share }：没有任何整数总数四舍五入后得 { $share }；只有截去尾数时总数 { $totals } 才相符（{ $really }）
std-audit-totals = { $n } 占总数的 { $share }：{ $count ->
    [1] 相符的总数只有 { $totals }
   *[other] 相符的总数有 { $totals }
}
std-audit-counts = { $total } 的 { $share }：{ $count ->
    [1] 相符的数只有 { $counts }（{ $really }）
   *[other] 相符的数有 { $counts }
}
std-audit-counts-none = { $total } 的 { $share }：没有任何整数四舍五入后得此比例
std-audit-counts-cut = { $total } 的 { $share }：没有任何整数四舍五入后得此比例；只有截去尾数时 { $counts } 才相符（{ $really }）
std-audit-cut-off = { $total } 中的 { $n } 为 { $really }，截去尾数而非四舍五入才得 { $share }
std-audit-totals-differ = 以 { $total } 为总数上报，实际共有 { $of }
std-audit-contradiction = { $total } 中的 { $n } 应为 { $really }，上报却为 { $share }
std-audit-more = { $total } 中有 { $n }，部分大于总数
std-audit-not-each = 称每个均有，但 { $of } 个只有 { $n }，不足每个 1
std-audit-proves-nothing = 总量 { $n } 不少于应配的 { $of }，但不能证明每个都有：可能有的多配、有的没有
std-audit-parts = { $n ->
   *[other] { $count }
} 个分项合计 { $parts }，与上报的总数 { $whole } 不符
std-audit-no-count = { $n } 不是合法的计数，应为非负整数
std-list-more = { $list }等（另有 { $count } 个）

# 网络、单点、就医层级、表格匹配、列。
std-fault-orphan = { $name }未纳入：没有{ $link }。
std-fault-double = { $name }有 { $count } 个牵头单位（{ $link }）：{ $leads }。
std-fault-ring = { $link }首尾相接成环：{ $names }。
std-loss-none = { $name }如停用，没有村会因此在 { $limit }内失去其他机构；以其为最近机构的有 { $villages }、{ $people }。
std-loss = { $name }如停用，{ $sole }、{ $sole_people }在 { $limit }内将没有其他机构；以其为最近机构的有 { $villages }、{ $people }。
std-contained = { $villages }、{ $people }（占 { $all }的 { $share }）可在本{ $level }内得到服务。
std-contained-nowhere = { $villages }、{ $people }（占 { $all }的 { $share }）在数据所及的各级均无法得到服务。
std-contained-note = 以上为机构能力所及，并非实际就诊去向。
std-join-all = { $file } 的 { $rows }全部匹配。
std-join-rows = { $n ->
   *[other] { $count } 行
}
std-join-lost = { $n ->
   *[other] { $file } 的 { $rows }中有 { $lost } 行未能匹配：{ $examples }。
}
std-join-nobody = 第 { $line } 行 { $column } 列“{ $value }”（查无此名）
std-join-several = 第 { $line } 行 { $column } 列“{ $value }”（有 { $candidates } 个同名）

# 标准整体与命令。
std-title = 标准“{ $name }”
std-title-as-of = 标准“{ $name }”（截至 { $date }）
cli-standard-demo = 提示：未指定文件，以演示县（虚构的地级市）核查该标准。
cli-no-standard = 项目未设标准，--as-of 和 --set 无从生效
cli-no-standard-remedy = 请用 --standard 指定标准。
std-quoted = “{ $text }”
std-missing = { $n ->
   *[other] 数据中没有“{ $field }”列（规则{ $rules }需要），与之有关的结论均为不明。
}
std-missing-near = { $n ->
   *[other] 数据中没有“{ $field }”列（规则{ $rules }需要），是否为“{ $near }”？
}
std-disagrees-anyhow = { $name }上报{ $figure }为 { $reported }，无论缺失的数据如何，均与据数据核算的结果不符{ $doubt }。

# 达标核查报告。
std-report = 标准达标情况
std-report-held = 核查依据：{ $standard }。
std-report-source = 来源：{ $source }。
std-report-parameter = { $name }：{ $value }。
std-report-lead = { $n ->
   *[other] 共 { $all } 条规则，{ $pass } 条达标，{ $fail } 条未达标，{ $unknown } 条因数据不足尚不能判定，{ $rest } 条处于临界或无核查对象。
}
std-report-rules = 规则核查结果
std-report-rule = 规则
std-report-asks = 要求
std-report-verdict = 结论
std-report-pass = 达标
std-report-of = 应达标
std-report-share = 达标率
std-report-fail = 未达标
std-report-not-known = 不明
std-report-target = 目标
std-report-deadline = 期限
std-report-rules-note = 达标率以应达标者为分母：免于要求的不计入，不明的仍计入。达标率达到目标的，该规则为达标；数据未载明的一律为不明，不视为达标。
std-report-worst = 未达标的村、区划单元与机构
std-report-who = 对象
std-report-in = 所属
std-report-people = 人口
std-report-why = 原因
std-report-more = { $n ->
   *[other] 另有 { $count } 个。
}
std-report-audit = 上报数据审核
std-report-networks = 医共体与转诊网络
std-report-links = 有效关系
std-report-kind = 种类
std-report-link-count = 关系数
std-report-depth = 到最上级的级数
std-report-faults = 问题数
std-report-single = 单点依赖
std-report-single-caption = { $rule }：停用后有村在 { $limit } 内没有其他机构的机构
std-report-facility = 机构
std-report-sole-villages = 失去服务的村
std-report-sole-people = 涉及人口
std-report-villages = 就近服务的村
std-report-load = 服务人口
std-report-contained = 就医层级潜力
std-report-unknown = 不明事项及原因
std-report-unknown-caption = 各规则的不明数及示例
std-report-unknown-note = 不明既非达标，也非未达标：数据未予载明。
std-report-example = 示例
std-report-joins = 表格匹配情况
std-report-method = 标准的每条规则均对其所涉的每个村、区划单元或机构作出结论并附数据，再由村逐级汇总到乡镇、县、市。全部结论见 rules.csv、facilities.csv、audit.csv 和 network.csv。
