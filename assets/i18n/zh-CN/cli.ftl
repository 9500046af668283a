# Messages of the commands. Help and complaints about the command line itself come from the argument parser, in English.
cli-error = 错误：{ $title }
cli-warning = 警告：{ $text }
cli-stage-waiting = 等待
cli-stage-reading = 读取数据
cli-stage-indexing = 建立索引
cli-stage-measuring = 计算距离
cli-stage-areas = 计算可达面积
cli-stage-drawing = 绘制地图
cli-stage-writing = 写入文件
cli-within = { $radius } 范围内
cli-within-tiers = 各级机构服务半径内
cli-covered = { $villages }中 { $covered } 个在 { $reach }
cli-covered-people = { $villages }中 { $covered } 个在 { $reach }，覆盖 { $people }人口的 { $share }
cli-none-beyond = ；范围之外无村庄
cli-beyond = ；另有 { $villages }在范围之外
cli-beyond-people = ；另有 { $villages }、{ $people }在范围之外
cli-borderline = ；{ $villages }处于临界
cli-unknown = ；{ $villages }缺少可用的位置
cli-wrote = 已写入 { $path }
cli-more-warnings = { $n ->
   *[other] 另有 { $count } 条警告，全部列于 summary.json
}
cli-cancelled = 已停止。未写入任何文件，原有结果保持不变。
cli-changed-file = { $path } 与保存项目时的文件不一致
cli-lost-edit = 机构 { $id } 已不在原文件中，对它的一项修改未予采用

# What goes wrong with output, projects and questions; the window says the same.
system-denied = 系统不允许此操作。
system-full = 磁盘空间不足。
system-read-only = 磁盘为只读。
system-not-found = 文件或文件夹不存在。
system-too-large = 文件超出磁盘允许的大小。
system-bad-name = 磁盘不允许这样的文件名。
system-busy = 另一程序正在使用。
output-title = 无法写入 { $path }
output-not-a-folder = 该位置是文件，而此处需要文件夹。
output-not-a-file = 该位置是文件夹，而此处需要文件。
output-no-name = 路径中没有文件名。
output-other-name = 请换一个名称。
output-other-place = 请清理该位置或另选位置。原有文件保持不变。
project-title = 无法打开项目 { $path }
project-unsaved = 无法保存项目
project-check = 请检查路径以及读取权限。
project-path-not-text = { $path } 的名称不是 Unicode 文本，项目无法引用。
project-rename-file = 请重命名该文件，重新打开后再保存。
project-malformed = 第 { $line } 行第 { $column } 列：{ $problem }。
project-mend = 请用文本编辑器修正，或在窗口中重新保存项目。
project-not-one = 该文件不是最后一公里项目。
project-name-roles = 数据文件请按内容指定：--facilities 文件 --villages 文件。
project-newer = 项目版本为 { $version }，本程序最高支持版本 { $known }。
project-update = 请使用更新版本的程序打开。
project-bad-value = { $member } 不能为 { $value }。
list-separator = 、
question-field = 机构图层中没有字段“{ $field }”
question-fields = 现有字段：{ $list }。
question-other-field = 请填写其中之一，或“tier”“name”“id”。
question-tier = 没有级别为“{ $tier }”的机构
question-tiers = 现有级别：{ $list }。
question-other-tier = 请填写其中之一。
question-no-units = 没有区划数据，无法限定由本区划的机构服务
question-give-districts = 请打开区划图层（--districts 文件）。

# The demo county.
cli-demo-note = 虚构数据：地点、机构和人口均非真实。
cli-no-display = 未检测到显示器，示范县将在无窗口方式下完成分析。
cli-open-window = 如需在窗口中查看，请在有显示器的环境运行“lastmile”。分析自己的数据，参见“lastmile analyze --help”。

# The report on a file.
inspect-format = 格式
inspect-encoding = 编码
inspect-crs = 坐标系
inspect-features = 要素数
inspect-geometries = 几何类型
inspect-extent = 范围
inspect-role = 用作
inspect-sha256 = SHA-256
inspect-field = 字段
inspect-type = 类型
inspect-present = 非空
inspect-distinct = 不同值
inspect-examples = 示例
inspect-type-empty = 空
inspect-type-integer = 整数
inspect-type-number = 数值
inspect-type-text = 文本
inspect-type-boolean = 是/否
inspect-type-mixed = 混合
inspect-columns = （{ $list }）
inspect-column-id = 标识
inspect-column-name = 名称
inspect-column-population = 人口
inspect-column-tier = 级别
