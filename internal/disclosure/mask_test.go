package disclosure_test

import (
	"strings"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

func TestMasksKeepWhatTheTableKeeps(t *testing.T) {
	for _, c := range []struct {
		mask        func(string) string
		value, want string
	}{
		{disclosure.MaskName, "甲", "*"},
		{disclosure.MaskName, "张三", "张*"},
		{disclosure.MaskName, "张小三", "张*三"},
		{disclosure.MaskName, "欧阳小华", "欧**华"},
		{disclosure.MaskName, "买买提·艾力", "买**·*力"},
		{disclosure.MaskName, "", ""},
		{disclosure.MaskIDNumber, "370303189912310011", "3703**********0011"},
		{disclosure.MaskIDNumber, "37030318", "******************"},
		{disclosure.MaskDocument, "EA1234567", "EA*****67"},
		{disclosure.MaskDocument, "EA12", "****"},
		{disclosure.MaskPhone, "15400000001", "154****0001"},
		{disclosure.MaskPhone, "120", "****"},
		{disclosure.MaskEmail, "shili@example.com", "s***@example.com"},
		{disclosure.MaskEmail, "no address", "***"},
		{disclosure.MaskAddress, "示例省示例市示例区示例路1号", "示例省示例市示例区"},
		{disclosure.MaskAddress, "示例自治区示例县示例村", "示例自治区示例县"},
		{disclosure.MaskAddress, "示例小区1号", ""},
		{disclosure.MaskAccount, "6222021234567890128", "****0128"},
		{disclosure.MaskAccount, "1234", "****"},
		{disclosure.MaskPlate, "鲁C12345", "鲁C***45"},
	} {
		if got := c.mask(c.value); got != c.want {
			t.Errorf("%q is masked %q, want %q", c.value, got, c.want)
		}
	}
}

func TestNobodyElseSeesAMaskedFieldWhole(t *testing.T) {
	const number = "370303189912310011"
	for _, name := range disclosure.MaskNames() {
		f := catalog.Field{Kind: catalog.Text, Mask: name}
		for _, viewer := range []disclosure.Viewer{disclosure.Anyone, disclosure.Agency, "nobody"} {
			if got := disclosure.MaskField(f, number, viewer); got != "" {
				t.Errorf("%s sees %q of a field masked as %s", viewer, got, name)
			}
		}
	}
	f := catalog.Field{Kind: catalog.Code, Mask: disclosure.MaskOfID}
	if got := disclosure.MaskField(f, number, disclosure.Self); got != "3703**********0011" {
		t.Errorf("the subject sees %q", got)
	}
}

func TestFreeTextShowsNoNumberToThePublic(t *testing.T) {
	f := catalog.Field{Kind: catalog.Text, Public: true}
	const text = "当事人370303189912310011到场"
	if got := disclosure.MaskField(f, text, disclosure.Anyone); got != "当事人****到场" {
		t.Errorf("the public reads %q", got)
	}
	if got := disclosure.MaskField(f, text, disclosure.OwnProvider); got != text {
		t.Errorf("the provider reads %q", got)
	}
}

func TestTheAddressOfAnIndividualBusinessIsAPersonsHome(t *testing.T) {
	item, _ := edition.MustStarter().Item("B01")
	reading, _ := item.Read(catalog.Sent{"DJ_ZS": {Text: "示例市示例区示例路1号"}}, civil.MustParse("2026-11-23"))
	for kind, want := range map[subject.Kind]string{
		subject.LegalPerson: "示例市示例区示例路1号", subject.IndividualBusiness: "",
	} {
		rec := record.Record{
			SubjectKind: kind, State: record.Active, Channel: catalog.Public, Attributes: reading.Attributes,
			DisclosedUntil: record.Forever,
		}
		subj := subject.Subject{Kind: kind, Name: "示例", Code: subject.MustParseCode("91370399MA3DEM019R")}
		shown := disclosure.Show(rec, item, subj, disclosure.Anyone, civil.MustParse("2026-11-23"))
		for _, f := range shown.Fields {
			if f.Code == "DJ_ZS" && f.Value != want {
				t.Errorf("the public reads the address of a %s: %q", kind, f.Value)
			}
		}
		if !shown.Visible {
			t.Errorf("the record of a %s is not shown", kind)
		}
		if _, sealed := item.For(kind).Sealed(reading.Attributes); (sealed.Len() == 1) != (want == "") {
			t.Errorf("%d sealed attributes of a %s", sealed.Len(), kind)
		}
	}
}

// §11: whoever looks by an authorisation was not authorised by whoever else is named.
func TestWhoLooksByALetterSeesNoNumberOfAThirdPersonInAText(t *testing.T) {
	text := "与示例乙（370303189912310011）共同实施"
	got := disclosure.MaskField(catalog.Field{Kind: catalog.Text}, text, disclosure.ByLetter)
	if strings.Contains(got, "370303189912310011") || got == "" {
		t.Errorf("who looks by a letter reads %q", got)
	}
}
