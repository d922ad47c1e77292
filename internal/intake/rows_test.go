package intake_test

import (
	"fmt"
	"maps"
	"slices"

	"creditportal/internal/catalog"
)

// values are the cells of one row, by field code.
type values map[string]catalog.Cell

// with returns the row with other values: pairs of field code and text. An
// empty text takes the field away.
func (v values) with(pairs ...string) values {
	next := maps.Clone(v)
	for i := 0; i < len(pairs); i += 2 {
		next[pairs[i]] = catalog.Cell{Text: pairs[i+1]}
	}
	return next
}

// number returns the row with a number cell, as spreadsheets keep them.
func (v values) number(field, literal string) values {
	next := maps.Clone(v)
	next[field] = catalog.Cell{Text: literal, Number: true}
	return next
}

func row(pairs ...string) values { return values{}.with(pairs...) }

// firms are codes of the region that is assigned to nobody.
var firms = []string{
	"91370399MA3DEM019R", "91370399MA3DEM027L", "91370399MA3DEM035F", "91370399MA3DEM043A", "91370399MA3DEM0515",
	"91370399MA3DEM06XW",
}

// penalty is good row number n of item A06, with its local additions.
func penalty(n int) values {
	return row(
		"CF_XDR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "CF_XDR_LB", "法人及非法人组织",
		"CF_XDR_SHXYM", firms[n%len(firms)], "CF_FRDB", "示例甲",
		"CF_WSH", fmt.Sprintf("示例罚〔2026〕%d号", n), "CF_WFXW", "未按规定明码标价",
		"CF_SY", "经查，当事人销售的商品未标明价格。", "CF_YJ", "《示例条例》第一条",
		"CF_CFLB", "警告；罚款", "CF_NR", "警告，并处罚款2000元。", "CF_NR_FK", "0.2",
		"CF_JDRQ", "2026-09-18", "CF_YXQ", "2027-09-18", "CF_GSJZQ", "",
		"CF_CFJG", "示例区综合行政执法局", "CF_CFJGDM", enforcement,
		"CF_SJLY", "示例区综合行政执法局", "CF_SJLYDM", enforcement, "BZ", "",
		"procedure", "一般程序", "fine_class", "其他", "mentions_others", "否", "conduct_ended_on", "2026-08-01",
		"severity", "一般", "severity_basis", "示例裁量基准第一条", "remedied", "",
		"CF_XDR_ZZJG", "", "CF_XDR_ZJLX", "", "CF_XDR_ZJHM", "", "CF_FR_ZJLX", "", "CF_FR_ZJHM", "",
	)
}

// personal is penalty n of a natural person with an identity card.
func personal(n int, number string) values {
	return penalty(n).with("CF_XDR_MC", "示例丙", "CF_XDR_LB", "自然人", "CF_XDR_SHXYM", "", "CF_FRDB", "",
		"CF_XDR_ZJLX", "身份证", "CF_XDR_ZJHM", number)
}

// licence is good row number n of item B02.
func licence(n int) values {
	return row(
		"XK_XDR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "XK_XDR_LB", "法人及非法人组织",
		"XK_XDR_SHXYM", firms[n%len(firms)], "XK_FRDB", "示例甲",
		"XK_XKWS", "准予行政许可决定书", "XK_WSH", fmt.Sprintf("示例许准〔2026〕%d号", n),
		"XK_XKLB", "普通", "XK_XKZS", "食品经营许可证", "XK_XKBH", fmt.Sprintf("SL%06d", n), "XK_NR", "预包装食品销售",
		"XK_JDRQ", "2026-09-18", "XK_YXQZ", "2026-09-18", "XK_YXQZI", "2031-09-17",
		"XK_XKJG", "示例区综合行政执法局", "XK_XKJGDM", enforcement, "XK_ZT", "有效",
		"XK_LYDW", "示例区综合行政执法局", "XK_LYDWDM", enforcement,
	)
}

// table makes a file of the rows with the codes of their fields as headings,
// in the order of the catalog.
func table(item string, rows ...values) *grid {
	it, _ := starter.Item(item)
	var codes []string
	for _, f := range it.Fields {
		if slices.ContainsFunc(rows, func(v values) bool { _, has := v[f.Code]; return has }) {
			codes = append(codes, f.Code)
		}
	}
	return under(codes, codes, rows...)
}

// under makes a file of the rows: the headings, and the field of each column.
func under(headings, codes []string, rows ...values) *grid {
	g := &grid{rows: [][]catalog.Cell{cells(headings...)}}
	for _, v := range rows {
		line := make([]catalog.Cell, len(codes))
		for i, code := range codes {
			line[i] = v[code]
		}
		g.rows = append(g.rows, line)
	}
	return g
}

// labelled makes a file of the rows with Chinese headings.
func labelled(item string, rows ...values) *grid {
	g := table(item, rows...)
	it, _ := starter.Item(item)
	for i, cell := range g.rows[0] {
		f, _ := it.Field(cell.Text)
		g.rows[0][i].Text = f.Label
	}
	return g
}

func cells(texts ...string) []catalog.Cell {
	line := make([]catalog.Cell, len(texts))
	for i, text := range texts {
		line[i].Text = text
	}
	return line
}

// arrears is good row number n of item A01.
func arrears(n int) values {
	return row(
		"XDR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "XDR_SHXYM", firms[n%len(firms)],
		"QS_SZ", "增值税", "QS_SSQ", "2026年第一季度", "QS_JE", "12000.50",
		"JD_WH", fmt.Sprintf("示例税告〔2026〕%d号", n), "JD_RQ", "2026-09-18", "JD_JG", "示例区综合行政执法局",
		"severity", "一般", "severity_basis", "示例标准", "conduct_ended_on", "2026-09-01", "conduct_continuing", "",
	)
}

// grade is good row number n of item F02.
func grade(n int) values {
	return row(
		"AJ_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "AJ_SBH", firms[n%len(firms)],
		"AJ_ND", "2025", "AJ_JG", "示例区综合行政执法局", "AJ_RQ", "2026-04-30", "AJ_YXQ", "2027-04-29",
	)
}

// fillers is the row with what providers type where they have nothing to say.
func fillers(v values) values {
	words := []string{"/", "无", "null", "-", "—", "00000000000000000X", "000000000", " "}
	next := values{}
	for i, code := range slices.Sorted(maps.Keys(v)) {
		next[code] = catalog.Cell{Text: words[i%len(words)]}
	}
	return next
}

// honour is good row number n of item F01.
func honour(n int) values {
	return row(
		"XDR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "XDR_LB", "法人及非法人组织",
		"XDR_SHXYM", firms[n%len(firms)], "BZ_MC", "诚信示范企业", "BZ_JB", "区县级",
		"JD_WH", fmt.Sprintf("示例表〔2026〕%d号", n), "JD_RQ", "2026-05-06", "JD_JG", "示例区综合行政执法局", "BZ_YXQ", "2029-05-05",
	)
}

// commitment is good row number n of item B05.
func commitment(n int) values {
	return row(
		"CN_BM", fmt.Sprintf("37039920260918%06d", n), "CN_CNR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1),
		"CN_CNR_LB", "法人及非法人组织", "CN_CNR_DM", firms[n%len(firms)], "CN_LX", "审批替代型", "CN_SY", "申请食品经营许可",
		"CN_NR", "承诺符合许可条件。", "CN_WNZR", "依法承担责任。", "CN_ZCRQ", "2026-09-18", "CN_YXQ", "2027-09-18",
		"CN_LXZT", "全部履行", "CN_SLDW", "示例区综合行政执法局", "CN_SLDWDM", enforcement, "CN_GKLX", "可向社会公开",
	)
}

// abnormal is good row number n of item A09.
func abnormal(n int) values {
	return row(
		"XDR_MC", fmt.Sprintf("示例宏远%d号建材有限公司", n%len(firms)+1), "XDR_SHXYM", firms[n%len(firms)],
		"YC_LRYY", "通过登记的住所无法联系", "YC_LRRQ", "2026-07-08", "YC_LRJG", "示例区市场监督管理局",
		"severity", "一般", "severity_basis", "示例标准",
	)
}
