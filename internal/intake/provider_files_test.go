package intake_test

import (
	"fmt"
	"slices"

	"creditportal/internal/catalog"
)

// providerFiles makes sixteen files as providers send them.
func providerFiles() []providerFile {
	return slices.Concat(goodFiles(), badFiles(), lawFiles(), otherFiles())
}

// all is the same fate n times.
func all(n int, fate string) []string { return slices.Repeat([]string{fate}, n) }

// goodFiles are files that offices produce when all goes well.
func goodFiles() []providerFile {
	names := many(36)[30:]
	names[3] = names[3].with("CF_XDR_MC", "示例𠮷祥商贸有限公司")
	breaks := []values{
		licence(1).with("XK_NR", "预包装食品销售，\n散装食品销售。"), licence(2), licence(3).with("XK_NR",
			"第一行\n\n第三行，含“逗号”,和\"引号\""),
	}
	return []providerFile{
		{
			name: "01-处罚-标准.xlsx", item: "A06", unit: enforcement,
			table: table("A06", many(20)...), write: workbook(), fates: all(20, "accepted"),
		},
		{
			name: "02-处罚-GB18030.csv", item: "A06", unit: enforcement,
			table: labelled("A06", names...), write: gb18030, fates: all(6, "accepted"),
		},
		{
			name: "03-许可-BOM.csv", item: "B02", unit: enforcement,
			table: labelled("B02", breaks...), write: marked, fates: all(3, "accepted"),
		},
		mergedFile(),
	}
}

// mergedFile has two title rows, headings of two lines and blank rows.
func mergedFile() providerFile {
	g := labelled("A06", penalty(41), penalty(42), penalty(43))
	for i, c := range g.rows[0] {
		g.rows[0][i].Text = " * " + c.Text
	}
	last := columnName(len(g.rows[0]))
	group := slices.Clone(g.rows[0])
	areas := [][2]string{{"A1", last + "1"}, {"A2", last + "2"}, {"C3", "D3"}}
	group[2].Text, group[3].Text = "行政相对人代码", ""
	for i := range group {
		if i != 2 && i != 3 {
			column := columnName(i + 1)
			areas = append(areas, [2]string{column + "3", column + "4"})
			g.rows[0][i].Text = ""
		}
	}
	g.rows = slices.Concat([][]catalog.Cell{cells("示例区行政处罚信息报送表"), cells("填报单位：示例区综合行政执法局"), group},
		g.rows[:2], [][]catalog.Cell{nil}, g.rows[2:3], [][]catalog.Cell{nil, cells("/", "—", "无")}, g.rows[3:])
	return providerFile{
		name: "04-处罚-合并表头.xlsx", item: "A06", unit: enforcement, table: g,
		write: workbook(merged(areas...), tall(6, 8)),
		fates: []string{"accepted", "skipped", "accepted", "skipped", "skipped", "accepted"},
	}
}

func columnName(n int) string {
	if n > 26 {
		return columnName((n-1)/26) + columnName((n-1)%26+1)
	}
	return string(rune('A' + n - 1))
}

// badFiles are files that spreadsheets and old templates have spoilt.
func badFiles() []providerFile {
	codes := []values{
		penalty(51).number("CF_XDR_SHXYM", "113703990049990000"), penalty(52).with("CF_XDR_SHXYM", "9.13704E+17"),
		personal(53, "").number("CF_XDR_ZJHM", "370399189103150000"), personal(54, "3.70399E+17"), penalty(55),
	}
	blank := fillers(penalty(1))
	nameless := fillers(penalty(1)).with("CF_XDR_MC", "示例宏远建材有限公司",
		"procedure", "一般程序", "mentions_others", "否", "severity", "一般")
	old := []string{
		"行政相对人名称", "审批类别", "项目名称", "行政相对人代码_1", "行政相对人代码_2", "行政相对人代码_5", "许可内容", "地方编码", "数据更新时间戳",
	}
	bare := []string{"行政相对人名称", "行政相对人代码_2", "行政相对人代码_3", "行政相对人代码_4", "行政相对人代码_5", "许可内容"}
	return []providerFile{
		{
			name: "05-处罚-代码损坏.xlsx", item: "A06", unit: enforcement, table: labelled("A06", codes...),
			write: workbook(),
			fates: []string{
				"returned code_damaged", "returned code_damaged", "returned document_damaged",
				"returned document_damaged", "accepted",
			},
		},
		amountsFile(),
		{
			name: "07-许可-旧模板.xlsx", unit: enforcement, refuse: "file_template_old", write: workbook(),
			table: &grid{rows: [][]catalog.Cell{
				cells(old...),
				cells("示例宏远建材有限公司", "普通", "示例项目", firms[0], "", "370399189103150014", "示例内容", "370399", "2018-01-02"),
			}},
		},
		{
			name: "08-许可-裸代码列.csv", unit: enforcement, refuse: "file_template_suspect", write: plain,
			table: &grid{rows: [][]catalog.Cell{
				cells(bare...), cells("示例宏远建材有限公司", "", "", "", "370399189103150014", "示例内容"),
			}},
		},
		{
			name: "12-空与填充.csv", item: "A06", unit: enforcement, table: labelled("A06", blank, nameless),
			write: plain,
			fates: []string{"skipped", "returned required"},
		},
	}
}

// amountsFile has amounts and days as people write them, in a workbook that
// counts from 1904.
func amountsFile() providerFile {
	rows := []values{
		penalty(61).with("CF_NR_FK", "0.2万元"), penalty(62).with("CF_NR_FK", "2,000元"),
		penalty(63).with("CF_NR_FK", "2000"), penalty(64).with("CF_NR_FK", "贰仟元整"),
		penalty(65).with("CF_NR_FK", "约2000元"), penalty(66).number("CF_NR_FK", "0.2"),
		penalty(67).with("CF_JDRQ", "2026年9月18日"), penalty(68).number("CF_JDRQ", "44821"),
		penalty(69).with("CF_JDRQ", "18/9/2026"), penalty(70).with("CF_JDRQ", "2026-02-30"),
		penalty(71).with("CF_YXQ", "长期"), penalty(72).with("CF_NR_FK", "-0.2"),
	}
	return providerFile{
		name: "06-处罚-金额日期.xlsx", item: "A06", unit: enforcement, table: labelled("A06", rows...),
		write: workbook(since1904),
		fates: []string{
			"accepted", "accepted", "held money_unit_suspect", "returned money_unreadable",
			"returned money_unreadable", "accepted",
			"accepted", "accepted", "returned date_unreadable", "returned date_unreadable", "accepted",
			"returned money_range",
		},
	}
}

// lawFiles hold what the law keeps out, and what was reported before.
func lawFiles() []providerFile {
	barred := []values{
		penalty(91).with("procedure", "简易程序"), penalty(92).with("remedied", "是"), personal(93, "370399201009010014"),
		penalty(94).with("CF_SJLYDM", market), penalty(95).with("procedure", ""),
		penalty(96).with("severity", "", "severity_basis", "", "fine_class", "", "CF_CFLB", "罚款", "CF_NR",
			"罚款2000元。"),
	}
	told := []values{
		penalty(101).with("CF_SY", "当事人（身份证号370399189103150014）未标明价格。"),
		penalty(102).with("CF_NR", "警告，并处罚款2000元，联系电话15400000001。"),
		penalty(103).with("CF_SY", "当事人住示例路1号示例小区1号楼101室。"),
		penalty(104).with("CF_SY", "经查，当事人患有传染病病史。"), penalty(105).with("CF_SY", "当事人的宗教信仰不详。"),
	}
	again := many(36)[30:]
	again[3] = again[3].with("CF_XDR_MC", "示例𠮷祥商贸有限公司")
	for _, i := range []int{0, 2, 5} {
		again[i] = again[i].with("CF_NR", fmt.Sprintf("警告，并处罚款%d元。", 3000+i), "CF_NR_FK", fmt.Sprintf("0.3%03d", i))
	}
	return []providerFile{
		{
			name: "09-处罚-法律限制.xlsx", item: "A06", unit: enforcement, table: labelled("A06", barred...),
			write: workbook(),
			fates: []string{
				"returned procedure_summary", "returned remedied_minor", "returned age", "returned provider",
				"held procedure",
				"held severity",
			},
		},
		{
			name: "10-处罚-隐私文本.xlsx", item: "A06", unit: enforcement, table: labelled("A06", told...),
			write: workbook(),
			fates: []string{
				"held personal_data", "held personal_data", "held personal_data", "held prohibited_words",
				"held prohibited_words",
			},
		},
		{
			name: "11-重复上报.csv", item: "A06", unit: enforcement, after: "02-处罚-GB18030.csv",
			table: labelled("A06", again...), write: marked,
			fates: []string{
				"held repeat_changed", "skipped", "held repeat_changed", "skipped", "skipped", "held repeat_changed",
			},
		},
	}
}

// otherFiles are of other items.
func otherFiles() []providerFile {
	open := func(v values) values { return v.with("conduct_ended_on", "", "conduct_continuing", "") }
	return []providerFile{
		{
			name: "13-表彰.xlsx", item: "F01", unit: enforcement, write: workbook(),
			table: labelled("F01", honour(1), honour(2), honour(3)), fates: all(3, "accepted"),
		},
		{
			name: "14-承诺.csv", item: "B05", unit: enforcement, write: marked,
			table: labelled("B05", commitment(1), commitment(2), commitment(3)), fates: all(3, "accepted"),
		},
		{
			name: "15-异常名录.csv", item: "A09", unit: market, write: plain,
			table: labelled("A09", abnormal(1), abnormal(2), abnormal(3)), fates: all(3, "accepted"),
		},
		{
			name: "16-欠税.csv", item: "A01", unit: enforcement, write: plain,
			table: labelled("A01", arrears(1), open(arrears(2)), open(arrears(3))),
			fates: []string{"accepted", "held conduct_end", "held conduct_end"},
		},
	}
}
