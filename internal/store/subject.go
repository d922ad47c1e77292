package store

import (
	"encoding/json"
	"fmt"

	"creditportal/internal/record"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

type subjectRow struct {
	ID             int64
	Kind           string
	Name           string // "" for persons
	NameSealed     []byte // of persons
	Former         string // JSON
	Code           optional
	DocumentSealed []byte
	DocumentIndex  []byte
	Standing       string
	Recoded        optional
	PublicUntil    day
	Version        int
}

var subjects = newTable[subjectRow]("subjects")

// documentDoc is a document as it is encrypted.
type documentDoc struct {
	Type   subject.DocumentType `json:"type"`
	Issuer string               `json:"issuer,omitempty"`
	Number string               `json:"number"`
}

func docOf(d subject.Document) documentDoc {
	return documentDoc{Type: d.Type, Issuer: d.Issuer, Number: d.Reveal()}
}

// document restores what docOf wrote. The day does not matter: the number was
// read when it came.
func (d documentDoc) document() (subject.Document, error) {
	if d.Number == "" {
		return subject.Document{}, nil
	}
	return subject.ParseDocument(d.Type, d.Issuer, d.Number, record.Forever)
}

func nameCell(id int64) vault.Cell {
	return vault.Cell{Table: "subjects", Column: "name_sealed", Row: id}
}

func documentCell(id int64) vault.Cell {
	return vault.Cell{Table: "subjects", Column: "document_sealed", Row: id}
}

// rowOfSubject returns the row of a subject, persons' names and documents
// encrypted.
func (s *Store) rowOfSubject(subj subject.Subject) (subjectRow, error) {
	former, err := json.Marshal(subj.Former)
	if err != nil {
		return subjectRow{}, fmt.Errorf("writing former names: %w", err)
	}
	row := subjectRow{
		ID: subj.ID, Kind: string(subj.Kind), Name: subj.Name, Former: string(former), Code: optional(subj.Code.String()),
		Standing: string(subj.Standing), Recoded: optional(subj.Recoded.String()), Version: 1,
	}
	if subj.Kind != subject.Person {
		return row, nil
	}
	row.Name, row.Former = "", "[]"
	name, err := json.Marshal(personDoc{subj.Name, subj.Former})
	if err != nil {
		return subjectRow{}, fmt.Errorf("writing a name: %w", err)
	}
	if row.NameSealed, err = s.vault.Encrypt(vault.Subjects, nameCell(subj.ID), name); err != nil {
		return subjectRow{}, err
	}
	doc, err := json.Marshal(docOf(subj.Document))
	if err != nil {
		return subjectRow{}, fmt.Errorf("writing a document: %w", err)
	}
	if row.DocumentSealed, err = s.vault.Encrypt(vault.Subjects, documentCell(subj.ID), doc); err != nil {
		return subjectRow{}, err
	}
	row.DocumentIndex = s.documentIndex(subj.Document)
	return row, nil
}

// personDoc is a person's name with earlier ones, as it is encrypted.
type personDoc struct {
	Name   string           `json:"name"`
	Former []subject.Former `json:"former,omitempty"`
}

// documentIndex returns the blind index of a document, nil for none.
func (s *Store) documentIndex(d subject.Document) []byte {
	if d.IsZero() {
		return nil
	}
	digest := s.vault.BlindIndex(vault.Documents, []byte(d.BlindKey()))
	return digest[:]
}

// documentIndexes returns the blind indexes under which the row of a document
// may stand: while keys are rotated there are several.
func (s *Store) documentIndexes(d subject.Document) [][]byte {
	var list [][]byte
	for _, digest := range s.vault.BlindIndexes(vault.Documents, []byte(d.BlindKey())) {
		list = append(list, digest[:])
	}
	return list
}

// subjectOf rebuilds a subject from its row.
func (s *Store) subjectOf(row subjectRow) (subject.Subject, error) {
	subj := subject.Subject{
		ID: row.ID, Kind: subject.Kind(row.Kind), Name: row.Name,
		Standing: subject.Standing(row.Standing), Version: row.Version,
	}
	if err := readFormer(row.Former, &subj.Former); err != nil {
		return subject.Subject{}, fmt.Errorf("reading former names of subject %d: %w", row.ID, err)
	}
	if err := subj.Code.UnmarshalText([]byte(row.Code)); err != nil {
		return subject.Subject{}, fmt.Errorf("reading the code of subject %d: %w", row.ID, err)
	}
	if err := subj.Recoded.UnmarshalText([]byte(row.Recoded)); err != nil {
		return subject.Subject{}, fmt.Errorf("reading the new code of subject %d: %w", row.ID, err)
	}
	if subj.Kind == subject.Person {
		if err := s.openPerson(&subj, row); err != nil {
			return subject.Subject{}, fmt.Errorf("opening subject %d: %w", row.ID, err)
		}
	}
	return subj, nil
}

// readFormer reads the names that a subject bore before; most bore none, and a
// line of a list does not ask.
func readFormer(text string, into *[]subject.Former) error {
	if text == "" || text == "null" || text == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

func (s *Store) openPerson(subj *subject.Subject, row subjectRow) error {
	text, err := s.vault.Decrypt(vault.Subjects, nameCell(row.ID), row.NameSealed)
	if err != nil {
		return err
	}
	var person personDoc
	if err := json.Unmarshal(text, &person); err != nil {
		return err
	}
	subj.Name, subj.Former = person.Name, person.Former
	if text, err = s.vault.Decrypt(vault.Subjects, documentCell(row.ID), row.DocumentSealed); err != nil {
		return err
	}
	var doc documentDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return err
	}
	subj.Document, err = doc.document()
	return err
}

// identity is what tells subjects apart: a code, or the blind index of a
// document. A name alone never joins two (art. 13).
type identity string

func (s *Store) identityOf(subj subject.Subject) identity {
	if !subj.Code.IsZero() {
		return identity(subj.Code.String())
	}
	return identity(s.documentIndex(subj.Document))
}

// files finds the subjects of new records, each by its code or document, and
// names those that have no file yet, in the order in which they came.
func (s *Store) files(
	t *tx, changes []*record.Change,
) (map[identity]subject.Subject, []subject.Subject, error) {
	found := map[identity]subject.Subject{}
	var opened []subject.Subject
	asked := map[identity]bool{}
	var codes []string
	var documents [][]byte
	for _, c := range changes {
		id := s.identityOf(c.Subject)
		switch {
		case id == "" || !c.Subject.Kind.Valid():
			return nil, nil, fmt.Errorf("a subject of kind %q without code or document", c.Subject.Kind)
		case asked[id]:
		case c.Subject.Code.IsZero():
			documents = append(documents, s.documentIndexes(c.Subject.Document)...)
		default:
			codes = append(codes, string(id))
		}
		asked[id] = true
	}
	if err := findBy(s, t, "code", codes, found); err != nil {
		return nil, nil, err
	}
	if err := s.findPersons(t, documents, found); err != nil {
		return nil, nil, err
	}
	for _, c := range changes {
		id := s.identityOf(c.Subject)
		if _, ok := found[id]; ok {
			continue
		}
		subj := c.Subject
		subj.ID, subj.Version = s.ids.next(1), 1
		found[id] = subj
		opened = append(opened, subj)
	}
	return found, opened, nil
}

// findPersons finds subjects by the blind indexes of their documents. A row that
// is moved from one key to the next while the database looks may be under neither
// where it looked: who looks twice finds it, for it moves once.
func (s *Store) findPersons(t *tx, documents [][]byte, found map[identity]subject.Subject) error {
	if err := findBy(s, t, "document_index", documents, found); err != nil || !s.vault.Several(vault.Documents) {
		return err
	}
	return findBy(s, t, "document_index", documents, found)
}

func findBy[V any](s *Store, t *tx, column string, values []V, found map[identity]subject.Subject) error {
	return inChunks(values, func(part []V) error {
		var rows []subjectRow
		if err := t.Table(subjects.name).Where(column+" IN ?", part).Find(&rows).Error; err != nil {
			return fmt.Errorf("finding subjects: %w", err)
		}
		for _, row := range rows {
			subj, err := s.subjectOf(row)
			if err != nil {
				return err
			}
			found[s.identityOf(subj)] = subj
		}
		return nil
	})
}

// openFiles inserts new subjects. Nobody else sees them before the commit, so
// their last public day is that of the records that open them.
func (s *Store) openFiles(t *tx, opened []subject.Subject) error {
	rows := make([]subjectRow, len(opened))
	for i, subj := range opened {
		var err error
		if rows[i], err = s.rowOfSubject(subj); err != nil {
			return fmt.Errorf("opening a file: %w", err)
		}
		rows[i].PublicUntil = day{t.raised[subj.ID]}
		delete(t.raised, subj.ID)
	}
	return subjects.insert(t.DB, rows)
}
