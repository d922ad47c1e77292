package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"creditportal/internal/disclosure"
	"creditportal/internal/fold"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func found(text string) []string {
	var all []string
	for _, h := range disclosure.Scan(text) {
		all = append(all, string(h.Kind)+" "+text[h.From:h.To])
	}
	return all
}

func TestTheScannerFindsWhatBelongsToAPerson(t *testing.T) {
	for text, want := range map[string][]string{
		"当事人370303189912310011到场":      {"identity_number 370303189912310011"},
		"身份证３７０３０３ 18991231-001.1号":    {"identity_number ３７０３０３ 18991231-001.1"},
		"校验不符的370303189912310012也是":    {"identity_number 370303189912310012"},
		"旧号370303000101001。":           {"identity_number 370303000101001"},
		"编号11010519491231002x完":        {"identity_number 11010519491231002x"},
		"联系电话15400000001":              {"mobile 15400000001"},
		"+86 154-0000-0001 联系":         {"mobile 86 154-0000-0001"},
		"电话0533-0000001":               {"landline 0533-0000001"},
		"座机（0533）00000012转":            {"landline 0533）00000012"},
		"账号6222 0000 0000 0000 0000付款": nil,
		"卡号6222021234567890128":        {"bank_card 6222021234567890128"},
		"信箱shili@example.com收":         {"email shili@example.com"},
		"车牌鲁C·12345号":                  {"plate 鲁C·12345"},
		"新能源鲁CD12345行驶":                {"plate 鲁CD12345"},
		"持护照号EA1234567入境":              {"document_number EA1234567"},
		"持台胞证12345678入境":               {"document_number 12345678"},
		"通行证H12345678":                 {"document_number H12345678"},
		"住示例路1号":                       {"address 住示例路1号"},
		"家住示例小区3号楼2单元501室":             {"address 家住示例小区3号楼2单元501室"},
		"示例村三组村民":                      {"address 示例村三组"},
		"患者的病史不明":                      {"prohibited 病史"},
		"其血型为O型":                       {"prohibited 血型"},
		"存款五万":                         {"consent_bound 存款"},
		"涉密文件":                         {"secrecy 涉密"},
	} {
		got := found(text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", text, diff)
		}
	}
}

func TestAnOrganisationsNumbersAreNoHits(t *testing.T) {
	for _, text := range []string{
		"示例宏远建材有限公司（91370399MA3DEM019R）违反规定",
		"代码913703990004999018A等", // letters around
		"代码113703990049990265",
		"代码913703039999999983",
		"示例罚〔2026〕1号",
		"示例罚〔2026〕15400000001号决定",
		"示例罚(2026)15400000001号",
		"2026年9月18日，罚款20000.00元",
		"2026-09-18 2026-10-01 期间",
		"许可证编号JY13703990012345",
		"2,000,000元",
		"违法所得营业收入不动产登记中心",
		"疾病预防控制中心、传染病防治",
		"欠缴税款", "侵犯商业秘密",
		"",
	} {
		if got := found(text); got != nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestADocumentNumberThatCouldBeAnIdentityNumberIsAHit(t *testing.T) {
	for _, text := range []string{"示例罚〔2026〕370303189912310011号", "代码51130219900101001X"} {
		if got := disclosure.MaskText(text); strings.Contains(got, "37030318991231") || strings.Contains(got, "19900101") {
			t.Errorf("%s", got)
		}
	}
}

func TestRedactHidesNumbersAndLeavesTheRest(t *testing.T) {
	for text, want := range map[string]string{
		"张店区示例路1号，电话15400000001。":                    "张店区示例路1号，电话****。",
		"370303189912310011154000000010":             "****",
		"15400000001 370303189912310011 15400000002": "**** ****",
		"15400000001，370399189103150022":             "****，****",
		"无号码的文字":                                     "无号码的文字",
		"370303189912310011、15400000001":             "****、****",
	} {
		if got := disclosure.MaskText(text); got != want {
			t.Errorf("MaskText(%q) = %q, want %q", text, got, want)
		}
	}
}

// disguises are ways in which people write a number.
var disguises = []func(string) string{
	func(s string) string { return s },
	fullWidth,
	func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
	func(s string) string { return s[:3] + "-" + s[3:7] + "-" + s[7:] },
	func(s string) string { return s[:6] + "\u200b" + s[6:] },
	func(s string) string { return s[:5] + " . " + s[5:] },
	strings.ToLower,
	func(s string) string { return s[:4] + "\n" + s[4:] },
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

var planted = []string{
	"370303189912310011", "370399189103150022", "11010519491231002X", "370303000101001", "820000189901010033",
	"370303189912310012", "15400000001", "8615400000002", "05330000001", "6222021234567890128",
}

// number makes a number that belongs to a person, real ones and near ones.
func number(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("3703%02d18%02d%02d%02d%04d", r.IntN(100), r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), r.IntN(10000))
	case 1:
		return fmt.Sprintf("154%08d", r.IntN(100_000_000))
	}
	return planted[r.IntN(len(planted))]
}

func TestOfTenThousandPlantedTextsNoneShowsANumber(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 11)) // the same texts in every run
	words := []string{
		"当事人", "，", "。", "于2026年9月18日", "示例罚〔2026〕1号", "电话：", "身份证号", " ", "（", "）",
		"罚款5000元", "91370399MA3DEM019R", "卡号", "\n", "A", "、", "№", "TEL", "2026-09-18 2026-10-01 ",
	}
	prose := func() string {
		var b strings.Builder
		for range r.IntN(6) {
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String()
	}
	bare := strings.NewReplacer(".", "", "。", "")
	for range 10_000 {
		number, before, after := number(r), prose(), prose()
		if strings.HasSuffix(before, "R") || strings.HasPrefix(after, "9") || strings.HasPrefix(after, "2") {
			before, after = before+" ", " "+after // eleven digits that a twelfth touches are another number
		}
		text := before + disguises[r.IntN(len(disguises))](number) + after
		if shown := fold.Code(bare.Replace(disclosure.MaskText(text))); strings.Contains(shown, number) {
			t.Fatalf("%q shows %s in %q", text, number, shown)
		}
	}
}

func TestOfTwoThousandRowsWithProhibitedKindsAllButAFewAreHeld(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 17)) // the same texts in every run
	kinds := []string{
		"宗教信仰", "基因", "指纹", "血型", "疾病", "病史", "收入", "存款", "有价证券", "商业保险", "不动产", "纳税数额",
	}
	around := []string{"当事人的", "经查，", "其", "为", "情况属实。", "2026年", "登记", "证明材料", "，", "及"}
	held := 0
	for range 2000 {
		text := around[r.IntN(len(around))] + kinds[r.IntN(len(kinds))] + around[r.IntN(len(around))]
		for _, h := range disclosure.Scan(text) {
			if h.Kind.Rule() == "prohibited_words" {
				held++
				break
			}
		}
	}
	if held < 1980 {
		t.Errorf("%d of 2000 held", held)
	}
}

func TestRedactingTwiceIsRedactingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789xX -.·（)〔〕号鲁CHEM@年路")), 0, 60, -1).Draw(t, "text")
		once := disclosure.MaskText(text)
		if twice := disclosure.MaskText(once); twice != once {
			t.Fatalf("%q becomes %q, then %q", text, once, twice)
		}
	})
}

func TestThePrecheckLosesNoHit(t *testing.T) {
	hits := rapid.SampledFrom([]string{
		"370303189912310011", "鲁C12345", "a@b.cn", "病史", "H12345678", "示例路1号", "示例村三组", "护照K12345",
		"３７０３０３１８９９１２３１００１１", "①⑤④00000001", "𝟏𝟓𝟒𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟏", "鲁 c12345",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("当事人的，。 "))).Draw(t, "text")
		if hit := hits.Draw(t, "hit"); len(disclosure.Scan(text+hit+text)) == 0 {
			t.Fatalf("%q is not found in %q", hit, text)
		}
	})
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"370303189912310011", "鲁C12345", "\xff\xfe@", "１２３", "住示例路1号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, h := range disclosure.Scan(s) {
			if h.From < 0 || h.From >= h.To || h.To > len(s) {
				t.Errorf("hit %+v of %q", h, s)
			}
		}
		if once := disclosure.MaskText(s); disclosure.MaskText(once) != once {
			t.Errorf("%q is not redacted for good", s)
		}
	})
}

func BenchmarkScanPlain(b *testing.B) {
	text := strings.Repeat("当事人未按照规定设置明显标志，责令改正，给予警告，并处罚款5000元的行政处罚。", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		disclosure.Scan(text)
	}
}

func BenchmarkScanWithHits(b *testing.B) {
	text := strings.Repeat("当事人未按照规定设置明显标志，电话15400000001，责令改正。", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		disclosure.Scan(text)
	}
}
