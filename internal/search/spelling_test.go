package search_test

import (
	"testing"

	"creditportal/internal/fold"
	"creditportal/internal/search"
)

// sounds are the readings of the few characters of these tests.
func sounds(r rune) []string {
	return map[rune][]string{
		'示': {"shi"}, '例': {"li"}, '张': {"zhang"}, '店': {"dian"}, '长': {"chang", "zhang"}, '安': {"an"}, '西': {"xi"},
		'先': {"xian"}, '吕': {"lv"}, '公': {"gong"}, '司': {"si"},
	}[r]
}

func TestANameIsFoundByHowItIsRead(t *testing.T) {
	tests := []struct {
		typed, name, spells string
		want                search.Why
	}{
		{"zhangdian", "示例张店公司", "张店", search.ByPinyin},
		{"Zhang Dian", "示例张店公司", "张店", search.ByPinyin},
		{"zhangd", "示例张店公司", "张店", search.ByPinyin},
		{"zd", "示例张店公司", "张店", search.ByInitials},
		{"SLZD", "示例张店公司", "示例张店", search.ByInitials},
		{"changdian", "长店", "长店", search.ByPinyin},
		{"zhangdian", "长店", "长店", search.ByPinyin},
		{"xi'an", "西安公司", "西安", search.ByPinyin},
		{"xian", "西安公司", "西安", search.ByPinyin},
		{"xian", "先公司", "先", search.ByPinyin},
		{"lü", "吕公司", "吕", search.ByPinyin},
		{"lv", "吕公司", "吕", search.ByPinyin},
		{"zhan", "张店", "", search.NotFound},
		{"dz", "张店", "", search.NotFound},
		{"z", "张店", "", search.NotFound},
		{"zd1", "张店", "", search.NotFound},
		{"zd公司", "张店公司", "", search.NotFound},
	}
	for _, tt := range tests {
		spells, why := search.Spelling(mustParse(t, tt.typed).Letters, fold.Key(tt.name), sounds)
		if spells != tt.spells || why != tt.want {
			t.Errorf("%q in %s: %q by %s, want %q by %s", tt.typed, tt.name, spells, why, tt.spells, tt.want)
		}
	}
}
