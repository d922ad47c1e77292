package statute

import "testing"

func TestTheShippedBooksAndCalendarsAreSound(t *testing.T) {
	s, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Rules.Books()); got != 12 {
		t.Errorf("books loaded: got %d, want 12", got)
	}
	if got := s.Calendar.Version(); got != "2018.1 2019.1 2020.1 2021.1 2022.1 2023.1 2024.1 2025.1 2026.1" {
		t.Errorf("calendars loaded: %q", got)
	}
}
