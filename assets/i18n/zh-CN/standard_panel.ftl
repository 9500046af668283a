# 窗口中的标准：面板、下方列表、详情、编辑器。
menu-standard = 标准

cmd-toggle-standard = 标准面板
cmd-toggle-standard-tip = 在地图旁显示标准，或返回图层
cmd-sheet-matrix = 单位与条款矩阵
cmd-sheet-matrix-tip = 逐一列出各单位、各机构对照各条款的情况
cmd-sheet-progress = 进度
cmd-sheet-progress-tip = 上报指标对照目标和期限
cmd-sheet-audit = 数据核查
cmd-sheet-audit-tip = 不可能成立或相互矛盾的上报数据
cmd-sheet-networks = 协作网络
cmd-sheet-networks-tip = 机构间的关系：无牵头单位、多头牵头、循环转诊
cmd-sheet-singles = 薄弱点
cmd-sheet-singles-tip = 一旦关停便无可替代的机构，按受影响人数排列
cmd-open-standard = 打开标准…
cmd-open-standard-tip = 用文件中的标准核查本项目
cmd-new-standard = 新建标准…
cmd-new-standard-tip = 以当前标准为蓝本编写新标准
cmd-edit-standard = 编辑标准…
cmd-edit-standard-tip = 修改标准文本，并随时查看修改带来的变化
cmd-no-standard = 不用标准
cmd-no-standard-tip = 本项目不对照任何标准
cmd-standard-help = 标准的写法
cmd-standard-help-tip = 条款、条件和参数的写法及示例
cmd-add-records = 添加台账…
cmd-add-records-tip = 添加单位、关系、上报指标或属性的 CSV、Excel 表
cmd-day-earlier = 截至更早日期
cmd-day-earlier-tip = 截至日期提前一月、一季或一年
cmd-day-later = 截至更晚日期
cmd-day-later-tip = 截至日期推后一月、一季或一年

chooser-standard = 打开标准
chooser-standard-filter = 标准
chooser-standard-save = 保存标准
chooser-records = 添加台账
chooser-records-filter = 数据表
standards-path-title = 保存标准
standards-path-detail = 文件路径

standards-nobody-asked = 无考核对象

# 级别。
standards-villages = 村
standards-grids = 网格
standards-townships = 乡镇
standards-counties = 县
standards-consortia = 医共体
standards-cities = 市
standards-provinces = 省
standards-whole = 全域

# 面板。
standards-tab-map = 图层与半径
standards-tab-map-tip = 图层、服务半径、文件
standards-tab = 标准
standards-tab-tip = 承诺了什么，落实得如何
standards-title = 标准
standards-choose-tip = 本项目对照的标准
standards-none = 不用标准
standards-none-tip = 地图只显示可达情况
standards-empty-title = 承诺兑现了吗？
standards-empty-detail = 请选择一项标准：其各条款将逐村、逐乡镇、逐机构核查。
standards-checking = 正在核查…
standards-edit-short = 编辑…
standards-help-short = 写法
standards-draft-waits = 编辑器中有未应用的修改
standards-mistakes = { $n ->
   *[other] 文本中有 { $count } 处错误
}
standards-open-failed = 无法打开 { $file }
standards-scope = 仅限 { $scope }
standards-as-of = 截至日期
standards-as-of-tip = 以当日的机构、关系和指标为准，如 2021-12-31
standards-as-of-own = 恢复标准自带的日期
standards-earlier = 提前一{ $step }
standards-later = 推后一{ $step }
standards-month = 月
standards-quarter = 季
standards-year = 年
standards-step-tip = 每一步的长度
standards-no-day = 日期应写作 2021-12-31。
standards-any-day-short = 不限
standards-any-day = 不限日期，全部有效。
standards-parameters = 参数
standards-parameter-tip = 只输入数字时沿用原单位
standards-parameter-own = { $name }：恢复标准自带的值
standards-no-value = 无法识别为该类数值。
standards-rules = 条款
standards-hold = { $n ->
   *[other] { $all } 项条款中 { $pass } 项达标
}
standards-concerned = { $n ->
   *[other] 涉及 { $count } 人
}
standards-pass-of = { $asked } 个中 { $pass } 个达标
standards-part = 为其他条款的组成部分
standards-rule-tip = 点击查看详情；眼睛图标可在地图上显示
standards-on-map = 在地图上显示：{ $rule }
standards-map-by = 区划着色
standards-map-verdict = 结论
standards-map-verdict-tip = 按达标与否为区划着色
standards-map-share = 达标率
standards-map-share-tip = 按达标比例为区划着色
standards-map-number = 数值
standards-map-number-tip = 按所考核的数值为区划着色
standards-target = 达标比例须达到 { $share }
standards-deadline = 期限 { $day }
standards-exempt-for = 豁免：{ $reason }
standards-missing-short = 数据中缺少某个字段
standards-missing = 数据中没有字段“{ $field }”。
standards-missing-nearest = 数据中没有字段“{ $field }”，是否指“{ $nearest }”？
standards-to-matrix = 在矩阵中查看
standards-to-matrix-tip = 按本条款列出全部单位，最差者在前
standards-records = 台账
standards-records-none = 单位、关系、上报指标和更多属性来自 CSV 或 Excel 表。
standards-records-units = 单位
standards-records-links = 关系
standards-records-indicators = 指标
standards-records-facilities = 机构属性
standards-records-villages = 村庄属性
standards-records-kind-tip = 该表各行的内容
standards-records-remove = 移除 { $name }
standards-records-joined = { $n ->
   *[other] { $rows } 行中 { $joined } 行已关联
}
standards-records-joined-tip = 共 { $rows } 行：按代码关联 { $code } 行，按名称关联 { $name } 行
standards-records-lost = { $n ->
   *[other] { $rows } 行中 { $lost } 行未能关联
}
standards-lost-title = 未能关联的行
standards-lost-detail = { $name } 中的下列代码或名称在数据中查无对应，或对应不止一个。
standards-lost-row = 第 { $row } 行
standards-lost-nobody = 查无对应
standards-lost-several = { $n ->
   *[other] 有 { $count } 个对应
}

# 下方列表。
standards-sheet-none = 请先在面板中选择标准，核查结果将列于此处。
standards-matrix = 矩阵
standards-matrix-name = 矩阵：{ $of }，{ $rows } 行，{ $rules } 项条款
standards-matrix-of = 行
standards-matrix-of-tip = 各行列出什么
standards-matrix-only = 只看有“{ $verdict }”结论的行
standards-matrix-filter = 按名称或代码筛选
standards-matrix-filter-tip = 只显示名称、代码或上级含此文字的行
standards-matrix-count = { $shown } / { $all }
standards-matrix-no-units = 村以上没有单位。区划图层或单位表可提供单位。
standards-matrix-no-rules = 没有针对这些对象的条款。
standards-progress = 进度
standards-progress-name = 进度：{ $rows } 项指标
standards-progress-none = 没有上报指标。指标表（单位、指标、数值、目标、期限）可提供。
standards-progress-no-targets = 截至该日没有设定目标的指标。
standards-progress-nothing-late = 没有滞后的指标。
standards-progress-bar = 进度
standards-progress-bar-tip = 横条：现值；竖线：目标；三角：目前应达到的值
standards-progress-count = { $all } 项中 { $late } 项滞后
standards-figure = 指标
standards-figure-tip = 列出哪些指标
standards-all-figures = 全部指标
standards-only-late = 只看滞后
standards-only-late-tip = 逾期、未达标或落后于应有进度
standards-whose = 单位
standards-state = 状态
standards-actual = 现值
standards-aim = 目标
standards-until = 期限
standards-change = 变化
standards-change-tip = 与上一次上报相比；鼠标停留可查看历次上报
standards-source = 来源
standards-reported-on = 上报日期
standards-reached = 已达成
standards-overdue = 已逾期
standards-missed = 未达成
standards-behind = 落后
standards-on-the-way = 进行中
standards-actual-of = { $actual }，目标 { $target }
standards-expected = 目前应达到 { $expected }
standards-audit = 数据核查
standards-audit-name = 数据核查：{ $rows } 条
standards-audit-none = 标准和台账中都没有上报数据。
standards-audit-clean = 各项上报数据均成立且一致。
standards-audit-notes = 包括提示
standards-audit-notes-tip = 不算错误但值得注意的发现
standards-audit-count = { $n ->
   *[other] 错误 { $mistakes } 条，提示 { $others } 条
}
standards-found = 发现
standards-mistake = 错误
standards-worth-knowing = 提示
standards-networks = 协作网络
standards-network = 网络
standards-network-tip = 查看哪类关系；括号内为问题数
standards-network-name = 协作网络：{ $kind }
standards-network-list = 列表
standards-network-list-tip = 以列表显示问题
standards-network-chart = 架构图
standards-network-chart-tip = 以组织架构图显示隶属关系，点击可在地图上定位
standards-chart-loose = 无牵头机构或循环
standards-network-all = 全部成员
standards-network-all-tip = 列出网络中的所有机构，不只是有问题的
standards-network-count = { $links } 条关系 · { $members } 个成员 · 无牵头 { $orphans } · 多头 { $doubles } · 循环 { $rings } · 层级 { $depth }
standards-network-sound = 没有问题：无孤立机构、无多头牵头、无循环。
standards-networks-none = 标准未要求任何协作关系，台账中也没有医共体。
standards-draw-links = 在地图上连线
standards-draw-links-tip = 从各机构到其牵头单位画线
standards-territories = 归属范围
standards-territories-tip = 按所属牵头单位为区划着色
standards-orphan = 无牵头单位
standards-two-leads = 多头牵头
standards-ring = 循环
standards-linked = 已建立
standards-top = 最上级
standards-not-in-network = 不在网络中
standards-led-by = 牵头单位
standards-at-the-top = 最上级单位
standards-steps = 层级
standards-singles = 薄弱点
standards-singles-name = 薄弱点
standards-singles-none = 该标准没有服务半径条款。
standards-singles-nobody = 没有只依赖一家机构的村。
standards-singles-count = { $n ->
   *[other] { $count } 家机构无可替代
}
standards-by-rule = 依据条款
standards-by-rule-tip = 按哪一项服务半径条款
standards-tier = 类别
standards-sole-people = 无替代人数
standards-sole-villages = 村数
standards-load-people = 服务人口
standards-sole-share = 占比
standards-sole-tip = { $n ->
   *[other] 若无{ $name }，{ $villages } 个村、{ $people } 人将无机构可达。
}

# 详情。
standards-against = 对照：{ $name }
standards-not-asked = 没有针对此处的条款。
standards-go-to = 前往 { $name }
standards-containment = 需求可在何处满足
standards-containment-tip = 依机构位置推算的可能性，并非实际就诊情况
standards-contained = 本{ $level }内
standards-not-contained = 域外或未知
standards-figures = 上报指标
standards-load = 承载
standards-serves = 就近服务
standards-closing = 关停将失去服务
standards-closing-nobody = 无
standards-links = 协作关系
standards-links-more = { $n ->
   *[other] 另有 { $count } 条
}
standards-link-manages = 管理
standards-link-managed = 受其管理
standards-link-member = 所属医共体
standards-link-has-member = 成员
standards-link-leads = 牵头
standards-link-led = 牵头单位
standards-link-branch = 为其分院
standards-link-has-branch = 分院
standards-link-refers-up = 上转至
standards-link-receives-up = 接收上转
standards-link-refers-down = 下转至
standards-link-receives-down = 接收下转
standards-link-telemedicine = 远程会诊
standards-link-telemedicine-of = 提供会诊
standards-link-paired = 对口帮扶
standards-link-paired-by = 受其帮扶
standards-link-posts = 派驻至
standards-link-posted = 派驻来自
standards-link-serves = 服务
standards-link-served = 由其服务
standards-link-station = 所属中心
standards-link-has-station = 服务站
standards-link-builds = 共建科室于
standards-link-built = 共建单位
standards-link-visits = 已走访
standards-link-visited = 走访单位
standards-network-manages = 管理关系
standards-network-member = 医共体成员
standards-network-leads = 医共体牵头
standards-network-refers-up = 上转
standards-network-refers-down = 下转
standards-network-telemedicine = 远程会诊
standards-network-paired = 对口帮扶
standards-network-posted = 派驻
standards-network-station = 服务站
standards-network-branch = 分院

# 编辑器。
standards-editor-title = 编辑标准
standards-editor-text = 标准文本
standards-editor-go = 转到该行
standards-editor-checking = 正在核查…
standards-editor-sound = 文本没有错误。
standards-editor-leaving = 此文本尚未应用。请先应用、另存或放弃。
standards-editor-close = 关闭
standards-editor-close-tip = 关闭编辑器，已写内容保留
standards-apply = 应用
standards-apply-tip = 按此文本核查本项目；可一步撤销
standards-apply-same = 文本与项目中的相同。
standards-apply-mistakes = 文本下方列出的错误须先改正。
standards-discard = 放弃
standards-discard-tip = 放弃此处所写内容
standards-save-as = 另存为…
standards-save-as-tip = 将文本写入文件，有错误也可保存
standards-saved = 已写入 { $file }
standards-save-failed = 无法写入标准
standards-new-file = 我的标准.toml
standards-edited-file = { $name }-修改.toml
standards-effect = 变化
standards-effect-count = { $n ->
    [0] 各条款结论不变。
   *[other] { $count } 项条款有变化。
}
standards-effect-mistakes = 文本有错误，无法核查。
standards-effect-new = 新增
standards-effect-gone = 已删除

# 各项目上报的指标，按其代码。
standards-figure-thcs = 乡镇卫生院
standards-figure-clinics = 村卫生室
standards-figure-chcs = 社区卫生服务中心
standards-figure-gps = 全科医生
standards-figure-population = 人口
standards-figure-recruited = 招录人数
standards-figure-trained = 培训人数
standards-figure-sent-down = 下派人数
standards-figure-trained-six-years = 六年累计进修
standards-figure-contracted = 家庭医生签约
standards-figure-subsidy-per-head = 人均补助
standards-figure-in-county-visits = 县域内就诊
standards-figure-reimbursed = 费用报销
standards-figure-centres-built = 医共体中心建成
standards-figure-consortium-checklist = 医共体清单完成
standards-figure-standard-clinics = 达标村卫生室
standards-figure-standard-thcs = 达标乡镇卫生院
standards-figure-standard-chcs = 达标社区卫生服务中心
standards-figure-tasks-done = 任务完成
standards-figure-staff-trained-rounds = 全员培训（各轮）
standards-figure-county-visits = 包联走访
standards-figure-health-huts = 健康小屋
standards-figure-smile-train = 微笑列车手术
standards-figure-stroke-thrombolysis = 卒中溶栓
standards-figure-adopted = 推广时间
standards-figure-pilot-cost = 试点投入
standards-figure-ambulances = 负压救护车
standards-figure-test-vehicles = 移动检测车
standards-figure-members = 医共体成员
standards-figure-obstetrics = 能开展产科的卫生院
standards-figure-standard-stations = 达标社区卫生服务站
standards-figure-surgery = 能开展手术的卫生院
standards-figure-talks = 健康讲座
standards-figure-tcm = 能提供中医药服务的卫生院

# 卷帘：地图的前后对比
swipe-line = 前后对比分界线
swipe-tip = 左右拖动分界线：左侧为之前，右侧为现在。按 C 结束。
swipe-compare = 对比日期
swipe-compare-edits = 卷帘对比：调整前后
swipe-files = 调整前
swipe-scenario = 调整后
swipe-people = 覆盖人口 { $share }
swipe-villages = 覆盖村庄 { $share }
swipe-gained-villages = 新增覆盖村庄
swipe-gained-people = 新增覆盖人口
swipe-cost = 总费用
swipe-cost-tip = 全部调整的总费用（币种不限），除以新增覆盖人口
swipe-cost-each = 新增覆盖人均费用
swipe-nobody = 没有新增
swipe-told = 分界线左侧：{ $past }；右侧：{ $present }。
cmd-swipe = 卷帘对比
cmd-swipe-tip = 在地图上左右拖动分界线：左侧为调整前或较早日期，右侧为现在
