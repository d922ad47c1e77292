package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/intake"
)

// verdict is what becomes of one row, and by which rules.
type verdict struct {
	name    string
	row     values
	outcome intake.Outcome
	rules   string
}

// judge imports each row alone, for its document number tells it apart, and
// compares what became of it.
func judge(t *testing.T, item string, list []verdict) {
	t.Helper()
	w := newWorld(t)
	for _, v := range list {
		t.Run(v.name, func(t *testing.T) {
			said := w.enter(table(item, v.row), dry)
			if diff := cmp.Diff(v.rules, said.rules()[2]); diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
			var want intake.Counts
			want.Add(v.outcome)
			if diff := cmp.Diff(want, said.Counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}

// What stands in cells.
func TestEachCellOfAProvidersFileIsReadOrReturnedByItsRule(t *testing.T) {
	judge(t, "A06", []verdict{
		{"a good row", penalty(1), intake.Entered, ""},
		{"fillers everywhere are a blank row", fillers(penalty(1)), intake.Blank, ""},
		{"a filler in a required field", penalty(1).with("CF_WFXW", "—"), intake.Returned, "required"},
		{"full width", penalty(1).with("CF_XDR_SHXYM", "９１３７０３９９ｍａ３ｄｅｍ０１９ｒ", "CF_NR_FK", "０．２"), intake.Entered, ""},
		{
			"a code in a number cell", penalty(1).number("CF_XDR_SHXYM", "9.13704E+17"),
			intake.Returned, "code_damaged",
		},
		{
			"a code with its end lost", penalty(1).with("CF_XDR_SHXYM", "113703990049990000"),
			intake.Returned, "code_damaged",
		},
		{
			"a code of another length", penalty(1).with("CF_XDR_SHXYM", "91370399MA3DEM019"),
			intake.Returned, "code_length",
		},
		{
			"a code with a letter O", penalty(1).with("CF_XDR_SHXYM", "91370399MO3DEM019R"),
			intake.Returned, "code_character",
		},
		{
			"a code of no department", penalty(1).with("CF_XDR_SHXYM", "10370399MA3DEM019R"),
			intake.Returned, "code_structure",
		},
		{
			"a code whose inner digit fails", penalty(1).with("CF_XDR_SHXYM", "91370399MA3DEM018R"),
			intake.Returned, "code_inner",
		},
		{
			"a code whose last digit fails", penalty(1).with("CF_XDR_SHXYM", "91370399MA3DEM019T"),
			intake.Returned, "code_check",
		},
		{
			"an organisation code without its nought", penalty(1).number("CF_XDR_ZZJG", "49990189"),
			intake.Returned, "code_leading_zero",
		},
		{
			"an identity number in a number cell", personal(1, "").number("CF_XDR_ZJHM", "3.7039918910315E+17"),
			intake.Returned, "document_damaged",
		},
		{"an identity number that fails", personal(1, "370399189103150015"), intake.Returned, "document_check"},
		{"an amount in words of 万", penalty(1).with("CF_NR", "罚款5万元", "CF_NR_FK", "5 万元"), intake.Entered, ""},
		{"an amount in 元", penalty(1).with("CF_NR_FK", "2,000元"), intake.Entered, ""},
		{"an amount in capitals", penalty(1).with("CF_NR_FK", "贰仟元整"), intake.Returned, "money_unreadable"},
		{"about an amount", penalty(1).with("CF_NR_FK", "约0.2"), intake.Returned, "money_unreadable"},
		{"元 in a column of 万元", penalty(1).with("CF_NR_FK", "2000"), intake.Held, "money_unit_suspect"},
		{"no amount at all", penalty(1).with("CF_NR_FK", "0"), intake.Returned, "money_range"},
		{"an amount finer than 分", penalty(1).with("CF_NR_FK", "0.0000001"), intake.Returned, "money_range"},
		{"a fine without its amount", penalty(1).with("CF_NR_FK", ""), intake.Returned, "required"},
		{"a date with slashes", penalty(1).with("CF_JDRQ", "2026/9/18"), intake.Entered, ""},
		{"a date in Chinese with its hour", penalty(1).with("CF_JDRQ", "2026年9月18日 00:00:00"), intake.Entered, ""},
		{"a serial", penalty(1).number("CF_JDRQ", "46283"), intake.Entered, ""},
		{"day 60 of 1900", penalty(1).number("CF_JDRQ", "60"), intake.Returned, "date_unreadable"},
		{"the day first", penalty(1).with("CF_JDRQ", "18/9/2026"), intake.Returned, "date_unreadable"},
		{"the 30th of February", penalty(1).with("CF_JDRQ", "2026-02-30"), intake.Returned, "date_unreadable"},
		{"a term without end", penalty(1).with("CF_YXQ", "长期"), intake.Entered, ""},
		{"a decision of tomorrow", penalty(1).with("CF_JDRQ", "2026-11-24"), intake.Returned, "date_future"},
		{"a decision of the Republic", penalty(1).with("CF_JDRQ", "1948-01-01"), intake.Returned, "date_range"},
		{"an end before the beginning", penalty(1).with("CF_YXQ", "2026-09-17"), intake.Returned, "date_order"},
		{"a choice in other words", penalty(1).with("procedure", "普通程序", "CF_XDR_LB", "企业"), intake.Entered, ""},
		{"a choice that is none", penalty(1).with("CF_CFLB", "口头教育", "CF_NR_FK", ""), intake.Returned, "choice"},
		{
			"a name of 500 characters", penalty(1).with("CF_XDR_MC", strings.Repeat("示例", 250)),
			intake.Returned, "too_long",
		},
		{"a name outside the basic plane", penalty(1).with("CF_XDR_MC", "示例𠮷祥有限公司"), intake.Entered, ""},
	})
}

// What the law asks of a row.
func TestEachRowThatTheLawKeepsOutIsReturnedOrHeldByItsRule(t *testing.T) {
	judge(t, "A06", []verdict{
		{"summary procedure (条例 13)", penalty(1).with("procedure", "简易程序"), intake.Returned, "procedure_summary"},
		{"remedied minor conduct (条例 13)", penalty(1).with("remedied", "是"), intake.Returned, "remedied_minor"},
		{"no procedure", penalty(1).with("procedure", ""), intake.Held, "procedure"},
		{
			"no severity and none that follows", penalty(1).with("severity", "", "fine_class", "", "CF_CFLB", "罚款"),
			intake.Held, "severity",
		},
		{"no severity but one that follows", penalty(1).with("severity", ""), intake.Entered, ""},
		{"others are mentioned", penalty(1).with("mentions_others", "是"), intake.Held, "mentions_others"},
		{
			"not said whether others are mentioned", penalty(1).with("mentions_others", ""),
			intake.Held, "mentions_others",
		},
		{"the end of conduct is presumed", penalty(1).with("conduct_ended_on", ""), intake.Entered, ""},
		{"another provider's row", penalty(1).with("CF_SJLYDM", market), intake.Returned, "provider"},
		{
			"a row of a unit that the provider answers for", penalty(1).with("CF_SJLYDM", "51370399MJD999910U"),
			intake.Entered, "",
		},
		{"a person of age", personal(1, "370399189103150014"), intake.Entered, ""},
		{"a minor (art. 13)", personal(1, "370399201009010014"), intake.Returned, "age"},
		{
			"a person whose birth nobody knows", personal(1, "E12345678").with("CF_XDR_ZJLX", "护照"),
			intake.Held, "birth_date",
		},

		{
			"a passport with the day of birth beside it", personal(1, "E12345678").with("CF_XDR_ZJLX", "护照", "birth_date", "1891-03-15"),
			intake.Entered, "",
		},

		{
			"a day of birth that is not that of the number", personal(1, "370399189103150014").with("birth_date", "1891-03-16"),
			intake.Held, "birth_date",
		},
		{
			"an identity number in the text", penalty(1).with("CF_SY", "当事人370399189103150014未标价。"),
			intake.Held, "personal_data",
		},
		{"a telephone in the text", penalty(1).with("CF_NR", "罚款2000元，联系15400000001"), intake.Held, "personal_data"},
		{"words of art. 17", penalty(1).with("CF_SY", "当事人的宗教信仰不详。"), intake.Held, "prohibited_words"},
		{"words of secrecy (art. 18)", penalty(1).with("CF_SY", "本件系机密★10年。"), intake.Held, "secrecy_words"},
		{
			"several faults at once", penalty(1).with("CF_JDRQ", "18/9/26", "CF_NR_FK", "约0.2", "procedure", ""),
			intake.Returned,
			"date_unreadable money_unreadable procedure",
		},
	})
	judge(t, "A01", []verdict{
		{"arrears whose conduct has no end", arrears(1).with("conduct_ended_on", ""), intake.Held, "conduct_end"},
		{
			"arrears that continue", arrears(1).with("conduct_ended_on", "", "conduct_continuing", "持续中"),
			intake.Entered, "",
		},
	})
	judge(t, "F02", []verdict{
		{
			"a head that is not open to the kind (art. 16)", grade(1).with("AJ_SBH", "92370399MA3DEM1150"),
			intake.Returned, "head",
		},
	})
}
