package page

import (
	"strings"
	"testing"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// zipped is a file that is not what its name says.
func zipped(field string) attachment.Refusal {
	return attachment.Refusal{
		Name: "a.pdf", Field: field, Fault: fault.New(fault.Invalid, "attachment.fault.wrong_type", nil),
	}
}

func TestWhatAFieldSaysAlreadyIsNotBlamedOnTheFirstToo(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	refusal := zipped("").Fault
	fields := []component.FieldView{{ID: "name"}, {ID: "files", Fault: s.refusal(zipped(""))}}
	s.blame(fields, refusal, askFields)
	if fields[0].Fault != "" {
		t.Errorf("beside the name stands %q", fields[0].Fault)
	}
	fields[1].Fault = ""
	s.blame(fields, refusal, askFields)
	if fields[0].Fault == "" {
		t.Error("what is about no field is said nowhere")
	}
}

func TestTheFormOfARepairSaysWhatIsWrongBesideTheVeryPaper(t *testing.T) {
	there := attachment.Attachment{ID: "A", Name: "b.png"}
	both := fault.New(fault.Invalid, "repair.fault.both_papers", nil)
	for name, c := range map[string]struct {
		a                 Applying
		proof, commitment string
	}{
		"nothing is sent":      {Applying{}, "请上传履行义务的证明。", "请上传信用修复承诺书。"},
		"the commitment lacks": {Applying{Proof: there}, "", "请上传信用修复承诺书。"},
		"one file for the two": {Applying{Proof: there, Commitment: there}, "", "不能是同一个文件"},
		"the commitment is none": {
			Applying{Proof: there, Draft: flow.Draft{Refused: []attachment.Refusal{zipped(route.Commitment)}}}, "", "没有收下",
		},
	} {
		c.a.Fault = both
		fields := NewRepairView(sceneIn(i18n.Chinese), c.a).Sent.Fields
		for i, want := range []string{c.proof, c.commitment} {
			if got := fields[i].Fault; (want == "") != (got == "") || !strings.Contains(got, want) {
				t.Errorf("%s: beside %s stands %q, not %q", name, fields[i].ID, got, want)
			}
		}
	}
}

func TestTheReceiptNamesWhatWasHandedIn(t *testing.T) {
	for kind, want := range map[flow.Kind]string{flow.Objection: "异议申请", flow.Repair: "信用修复申请"} {
		if got := sceneIn(i18n.Chinese).receiptLead(flow.Request{Kind: kind}); !strings.Contains(got, "您的"+want) {
			t.Errorf("%s: %q", kind, got)
		}
	}
}
