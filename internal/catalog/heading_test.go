package catalog_test

import (
	"slices"
	"testing"

	"creditportal/internal/catalog"
)

func TestHeadingsAreFoundByCodeLabelAliasAndWithoutTheirNotes(t *testing.T) {
	it := item(t, "A06")
	for heading, want := range map[string]string{
		"CF_WSH": "CF_WSH", "cf_wsh": "CF_WSH", "*行政处罚决定书文号": "CF_WSH", "决定书 文号": "CF_WSH",
		"处罚决定日期（必填）": "CF_JDRQ", "罚款金额（万元）": "CF_NR_FK", "罚款金额": "CF_NR_FK", "CF_FR_SFZH": "CF_FR_ZJHM",
		"penDecNo": "CF_WSH", "行政相对人代码_3（组织机构代码）": "CF_XDR_ZZJG", "代码_3 组织机构代码": "CF_XDR_ZZJG",
		"代码_3": "", "审批类别": "", "": "",
	} {
		f, _ := it.Match(heading)
		if f.Code != want {
			t.Errorf("%q is %q, want %q", heading, f.Code, want)
		}
	}
	if f, _ := it.Match("罚款金额（元）"); f.Code != "CF_NR_FK" || f.Unit != "元" {
		t.Errorf("the unit of the heading is lost: %+v", f)
	}
}

func TestTheMatrixOfArticle15IsKept(t *testing.T) {
	for head, persons := range map[string]bool{
		"15/1/1": false, "15/1/2": true, "15/1/3": false, "15/1/4": true, "15/1/5": true, "15/1/6": false,
		"15/1/7": false, "15/1/8": true, "15/1/9": false, "15/1/10": true, "15/1/11": false, "15/2/1": true,
		"14/1/2": false, "14/2/1": true, "16/0/2": true,
	} {
		h, err := catalog.ParseHead(head)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Admits("person"); got != persons {
			t.Errorf("%s admits persons: %v", head, got)
		}
		firms := !slices.Contains([]string{"15/2/1", "14/2/1"}, head)
		if got := h.Admits("individual_business"); got != firms {
			t.Errorf("%s admits individual businesses: %v", head, got)
		}
	}
	for _, bad := range []string{"15/1/12", "17/1/1", "15", "15/x/1", ""} {
		if _, err := catalog.ParseHead(bad); err == nil {
			t.Errorf("%q is a head", bad)
		}
	}
}
