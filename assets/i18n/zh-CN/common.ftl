# Words that window, page and command share. Numbers arrive formatted in {$count}; {$n} chooses the plural form.
app-name = 最后一公里
count-villages = { $n ->
   *[other] { $count } 个村
}
count-people = { $n ->
   *[other] { $count } 人
}
count-facilities = { $n ->
   *[other] { $count } 个机构
}
count-districts = { $n ->
   *[other] { $count } 个区划
}
role-facilities = 卫生机构
role-villages = 村庄
role-districts = 区划
status-covered = 可达
status-borderline = 临界
status-gap = 不可达
status-unknown = 未知
tier-clinic = 村卫生室
tier-station = 社区卫生服务站
tier-community = 社区卫生服务中心
tier-township = 乡镇卫生院
tier-county = 县级医院
tier-city = 市级医院
tier-none = 机构
invented-data = 虚构数据：地点、机构和人口均非真实
