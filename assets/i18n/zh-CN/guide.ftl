# 一分钟入门、减少动态效果，以及没有结论时的说明。

cmd-guide = 一分钟入门
cmd-guide-tip = 六个小步骤熟悉本软件；尚未打开数据时使用示例市
cmd-toggle-motion = 减少动态效果
cmd-toggle-motion-tip = 地图直接跳转，界面不再淡入淡出或自行移动

headline-no-villages = 尚无村庄数据：打开村庄文件后即可得出结论
headline-no-facilities = 尚无机构数据：打开机构文件后即可得出结论
headline-no-places = 村庄均无位置：暂时无法判断可达与否

guide-step = 第 { $n } 步，共 { $all } 步
guide-progress = 已完成 { $n }/{ $all } 步
guide-done = 已完成
guide-next = 下一步
guide-back = 上一步
guide-skip = 跳过
guide-skip-tip = 关闭入门指引，可从“帮助”菜单重新打开
guide-close = 关闭

guide-answer-title = 先看结论
guide-answer-text = 多少人可达，红字为多少人不可达。无论做什么调整，这一行都会随之更新。

guide-gap-title = 查看不可达村庄
guide-gap-text = 红色为不可达，标记越大人口越多。单击一个红色标记，或按 { $key }，检视面板会显示就医距离。

guide-radius-title = 调整服务半径
guide-radius-text = 拖动滑块，结论、地图和表格随手更新。

guide-site-title = 试设一所机构
guide-site-text = 按 { $key }，在缺少医疗服务的地方单击：新覆盖的村庄立即变为可达。按 { $undo } 撤销。

guide-area-title = 统计一片区域
guide-area-text = 按 { $key }，在地图上拖出一个矩形，检视面板会汇总其中的村庄和人口。

guide-yours-title = 带走成果
guide-yours-text = 按 { $export } 导出地图和清单。分析本地数据时，将文件拖入窗口，或按 { $open } 打开。

guide-end-title = 就这么简单
guide-end-text = “帮助”菜单可重新打开本指引，按 { $key } 查看全部快捷键。
