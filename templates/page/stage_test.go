package page

import (
	"strings"
	"testing"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/law"
	"creditportal/internal/objection"
	"creditportal/internal/workday"
)

// openItem is an item in the state whose answer is due on the day.
func openItem(state flow.State, due string) flow.Item {
	on := civil.MustParse(due)
	running := law.Running{Limit: law.Limit{Clock: law.ObjectionWholeAssisted}, Due: workday.Due{On: on}}
	return flow.Item{State: state, Binding: on, Due: on, Provider: "unit", Clocks: []flow.Clock{{Running: running}}}
}

func TestWhoeverFiledIsToldInASentenceWhereItStandsInEveryStateAndAfterEveryOutcome(t *testing.T) {
	for _, lang := range i18n.Langs() {
		s := sceneIn(lang)
		for _, state := range append(objection.Open(), objection.Contested) {
			if key := "objection.status." + s.stageOf(openItem(state, "2026-12-01")); !s.Words.Has(key) {
				t.Errorf("%s: nothing is said under %s", lang, key)
			}
		}
		for _, row := range objection.Table().Rows {
			for _, as := range row.As {
				key := "objection.status." + s.stageOf(flow.Item{State: flow.Closed, Outcome: as})
				if !s.Words.Has(key) {
					t.Errorf("%s: nothing is said under %s", lang, key)
				}
			}
		}
	}
}

func TestWhatIsDealtWithAnewSaysByWhenItIsTold(t *testing.T) {
	for _, was := range []flow.State{flow.Closed, objection.Contested} {
		anew := openItem(flow.Signing, "2026-12-01")
		anew.Was, anew.Outcome, anew.Clocks[0].Limit.Clock = was, objection.Rejected, law.ObjectionCorrect
		text := sceneIn(i18n.Chinese).stage(flow.Objection, anew, Beside{}).Text
		if !strings.Contains(text, "重新处理") || !strings.Contains(text, "12月1日") {
			t.Errorf("after %s: %s", was, text)
		}
	}
}

func TestBeforeAnActIsDoneThePageSaysWhatItBringsAbout(t *testing.T) {
	for _, lang := range i18n.Langs() {
		for _, row := range objection.Table().Rows {
			filed := row.Do == objection.Submit || row.Do == objection.EnterLate // these have pages of their own
			if key := flow.AboutKey(row.Do); !row.Engine() && !filed && !sceneIn(lang).Words.Has(key) {
				t.Errorf("%s: nothing is said under %s", lang, key)
			}
		}
	}
}

func TestALateAnswerIsExcusedAndPapersAreAskedForUntilTheyCome(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	late := openItem(objection.Verifying, "2026-11-20")
	text := s.stage(flow.Objection, late, Beside{}).Text
	if !strings.Contains(text, "很抱歉") || strings.Contains(text, "主管部门") {
		t.Errorf("late: %s", text)
	}
	late.History = []flow.Step{{Did: objection.WholeLate}}
	if text := s.stage(flow.Objection, late, Beside{}).Text; !strings.Contains(text, "主管部门已收到提醒") {
		t.Errorf("late, and the authority knows: %s", text)
	}
	papers := openItem(objection.Verifying, "2026-12-01")
	papers.Papers = civil.MustParse("2026-11-30")
	papers.History = []flow.Step{{Did: objection.AskPapers, At: time.Unix(1, 0)}}
	if text := s.stage(flow.Objection, papers, Beside{}).Text; !strings.Contains(text, "补充材料") {
		t.Errorf("papers are asked for: %s", text)
	}
	papers.History = append(papers.History, flow.Step{Did: objection.Add, At: time.Unix(2, 0)})
	if text := s.stage(flow.Objection, papers, Beside{}).Text; strings.Contains(text, "补充材料") {
		t.Errorf("papers have come: %s", text)
	}
}

func TestWhoeverMayContestAResultIsToldSo(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	it := flow.Item{State: flow.Closed, Outcome: objection.Rejected}
	may := Beside{Acts: []flow.Row{{Do: objection.Contest}}}
	with, without := s.stage(flow.Objection, it, may).Text, s.stage(flow.Objection, it, Beside{}).Text
	if with == without ||
		!strings.Contains(with, "仍不同意") {
		t.Errorf("with the right to contest: %s; without it: %s", with, without)
	}
}
