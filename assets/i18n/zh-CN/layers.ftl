# 图层面板及其所改、书签用语。数字已格式化。
layer-details = { $layer }的设置
layer-details-tip = 本图层的不透明度、筛选与样式
layer-handle = 移动{ $layer }
layer-handle-tip = 拖动以调整绘制次序；也可选中该行后按 Alt+上、Alt+下
layer-row-tip = 双击或按 F2 改名，Alt+上、Alt+下调整次序
layer-fixed-tip = 底图始终位于最下层
layer-rename = 改名…
layer-usual-name = 恢复原名
layer-up = 上移一层
layer-down = 下移一层
layer-solo = 只显示本图层
layer-reset = 恢复默认外观
layer-reset-tip = 次序、显隐、不透明度、名称、筛选与样式恢复为新项目的设置
layer-name = { $layer }的名称
layer-opacity = 不透明度
layer-opacity-tip = 不可达村庄始终按原样突出显示
layer-filter = 只绘制
layer-filter-hint = 如 population > 500
layer-filter-tip = 只绘制符合条件的行，判定与统计不受影响。条件使用文件的列名，可用 and、or、not 连接。按 Enter 应用，按 Esc 撤回。
layer-filter-clear = 全部绘制
layer-filter-unknown = 本图层的文件没有这些列：{ $fields }，该条件恒不成立。
layer-filter-left = 绘制 { $shown } 个，共 { $all } 个
layer-filter-gaps = { $n ->
   *[other] 有 { $count } 个不可达村庄未绘制
}，判定与统计不受影响。
layer-size = 大小
layer-outline = 符号加浅色描边
layer-colour = 颜色
layer-colour-status = 按可达与否
layer-colour-distance = 按距离分级
layer-colour-distance-tip = 以半径的 ½、1、1½、2 倍为界
layer-fill = 填充
layer-fill-people = 人口可达率
layer-fill-area = 面积可达率
layer-fill-none = 不填充
layer-scale = 色系
layer-scale-warm = 暖色
layer-scale-grey = 灰色
layer-classes = 分级
layer-border = 边界线
layer-names-districts = 区划
layer-names-facilities = 卫生机构
layer-names-villages = 不可达村庄
layer-land = 陆地与海岸
layer-waters = 湖泊与河流
layer-countries = 国家间界线
layer-graticule = 经纬网

breaks-usual = 60、80、90、95%
breaks-usual-tip = 新项目的默认断点
breaks-field = 第 { $number } 个断点（百分数）
breaks-field-tip = 单位为百分之一。恰在断点上的比例归入上一级。按 Enter 应用，按 Esc 撤回。
breaks-add = 增加断点
breaks-add-tip = 将最宽的一级一分为二
breaks-remove = 删除断点 { $value }
breaks-count = { $n ->
   *[other] { $count } 个区划
}
breaks-bad-number = “{ $text }”不是数字，请输入百分数，如 85 或 97.5。
breaks-bad-range = 断点须在 0 与 100% 之间。
breaks-bad-order = 须在 { $low }% 与 { $high }% 之间。
breaks-most = 最多分 { $count } 级：再多则颜色难以分辨。
breaks-frozen = 调整半径或机构时断点保持不变，便于地图之间比较。

distance-within-half = ½ R 以内
distance-within = ½ R 至 R
distance-beyond-half = R 至 1½ R
distance-beyond-double = 1½ R 至 2 R
distance-beyond-more = 2 R 以上
distance-up-to = { $high } 以内
distance-between = { $low } 至 { $high }
distance-more = { $low } 以上
distance-note = 到最近机构的距离与该级机构服务半径 R 之比。由更远但半径更大的机构覆盖的村，计入 R 以内。

hidden-villages = { $n ->
   *[other] 筛选隐藏了 { $count } 个村
}，其中 { $gaps } 个不可达；统计均已计入。
hidden-facilities = { $n ->
   *[other] 筛选隐藏了 { $count } 个机构，统计均已计入。
}
hidden-districts = { $n ->
   *[other] 筛选隐藏了 { $count } 个区划，统计均已计入。
}
headline-not-drawn = { $beyond }（其中 { $count } 个未绘制）
legend-share-area = 面积可达率
page-shares-area = 各区划面积可达率（格内为区划数）
page-no-share-area = 面积不详：{ $count }
legend-named = { $name }：{ $what }

bookmarks-title = 书签
bookmarks-none = 尚无书签。按 Ctrl+B 可为当前视图命名保存。
bookmark-go-tip = 回到这一视图。按 F2 改名，按 Delete 删除。
bookmark-remove = 删除
bookmark-remove-name = 删除书签“{ $name }”
bookmark-rename-name = 书签“{ $name }”的名称
bookmark-title = 新建书签
bookmark-detail = 为当前地图视图命名，随项目保存。
bookmark-name = 名称
bookmark-usual = 视图 { $number }
bookmark-add = 添加
bookmark-go = 前往{ $name }
menu-bookmarks = 书签
cmd-add-bookmark = 添加书签…
cmd-add-bookmark-tip = 为当前地图视图命名保存

change-show-layer = 显隐
change-opacity = 不透明度
change-move-layer = 图层次序
change-rename-layer = 图层改名
change-filter-layer = 图层筛选
change-style = 样式
change-reset-look = 地图外观
change-add-bookmark = 新建书签
change-rename-bookmark = 书签改名
change-remove-bookmark = 删除书签
