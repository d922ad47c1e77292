package portal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/sheet"
)

// ImportOptions are the flags of portal import.
type ImportOptions struct {
	Files         []string
	Item          string
	Provider      string
	Set           map[string]string
	Map           map[string]string
	Sheet         string
	SecrecyReview string // "NAME, DATE, OUTCOME"
	As            string
	Reason        string
	DryRun        bool
	Errors        string // CSV file for the faults
	JSON          bool
}

// importReport is what --json prints of one file.
type importReport struct {
	File string `json:"file"`
	intake.Counts
	Repeat bool          `json:"repeat,omitempty"`
	DryRun bool          `json:"dry_run,omitempty"`
	Item   string        `json:"item,omitempty"`
	Error  string        `json:"error,omitempty"`
	Faults []importFault `json:"faults"`
}

type importFault struct {
	intake.Fault
	Outcome intake.Outcome `json:"outcome"`
	Message string         `json:"message"`
}

// mostTold is how many faults are kept for the terminal and for JSON; --errors
// takes all of them, so that memory does not grow with the file.
const (
	mostTold = 20
	mostJSON = 10_000
)

// Import imports provider files, one after the other. It ends with exit code 6
// when a row came back or is held, or a file was refused.
func Import(ctx context.Context, out *Console, cfg Config, o ImportOptions) error {
	review, err := parseReview(o)
	if err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		sink, err := newFaultFile(out, o.Errors)
		if err != nil {
			return err
		}
		var reports []importReport
		clean := true
		for _, file := range o.Files {
			job := importJob{p: p, out: out, o: o, review: review, sink: sink}
			report, err := job.run(ctx, file)
			if err != nil {
				return errors.Join(err, sink.close())
			}
			clean = clean && report.Error == "" && report.Returned == 0 && report.Held == 0
			reports = append(reports, report)
		}
		if err := sink.close(); err != nil {
			return err
		}
		if o.JSON {
			if err := printJSON(out, reports); err != nil {
				return err
			}
		}
		if !clean {
			return toldError{exitRefused}
		}
		return nil
	})
}

// printJSON prints one report as an object, several as a list.
func printJSON(out *Console, reports []importReport) error {
	if len(reports) == 1 {
		return out.JSON(reports[0])
	}
	return out.JSON(reports)
}

// parseReview reads "NAME, DATE[, OUTCOME]" with commas of either width.
func parseReview(o ImportOptions) (intake.SecrecyReview, error) {
	text := strings.TrimSpace(strings.ReplaceAll(o.SecrecyReview, "\uff0c", ","))
	if text == "" {
		if o.DryRun {
			return intake.SecrecyReview{}, nil
		}
		return intake.SecrecyReview{}, refuse(exitUsage, "command.fault.secrecy_missing", nil)
	}
	parts := strings.SplitN(text, ",", 3)
	shape := refuse(exitUsage, "command.fault.secrecy_shape", nil)
	const least = 2
	if len(parts) < least || strings.TrimSpace(parts[0]) == "" {
		return intake.SecrecyReview{}, shape
	}
	on, err := civil.Parse(strings.TrimSpace(parts[1]))
	if err != nil {
		return intake.SecrecyReview{}, shape
	}
	review := intake.SecrecyReview{By: strings.TrimSpace(parts[0]), On: on, Outcome: intake.Passed()}
	if len(parts) > least && strings.TrimSpace(parts[2]) != "" {
		review.Outcome = strings.TrimSpace(parts[2])
	}
	return review, nil
}

// importJob is the import of one file at the command line.
type importJob struct {
	p      *Portal
	out    *Console
	o      ImportOptions
	review intake.SecrecyReview
	sink   *faultFile
	report importReport
	told   int
}

func (j *importJob) run(ctx context.Context, file string) (importReport, error) {
	j.report = importReport{File: filepath.Base(file), DryRun: j.o.DryRun, Faults: []importFault{}}
	err := j.read(ctx, file)
	var refused *fault.Error
	switch {
	case errors.As(err, &refused) && refused.Kind == fault.Invalid:
		j.report.Error = j.out.Fault(refused)
		j.sink.write(j.report.File, "", intake.Fault{Rule: refused.Key}, j.report.Error)
		j.say("command.import_line.file", "File", j.report.File)
		j.say("command.import_line.file_fault", "Reason", j.report.Error)
	case err != nil:
		return j.report, err
	default:
		j.summary()
	}
	return j.report, nil
}

// say prints a line, unless JSON is wanted.
func (j *importJob) say(key string, args ...any) {
	if !j.o.JSON {
		j.out.Say(key, args...)
	}
}

func (j *importJob) read(ctx context.Context, file string) error {
	book, err := sheet.Open(file, sheet.Options{})
	if err != nil {
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
			return refuse(exitUsage, "command.fault.file_unreadable", fault.Args{"File": file})
		}
		return err
	}
	defer book.Close() //nolint:errcheck // read only
	name, err := j.chooseSheet(book)
	if err != nil {
		return err
	}
	rows, err := book.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // read only
	report, err := j.p.importer(j.p.clock.Now).Import(ctx, sheetSource{rows}, intake.Order{
		FileName: filepath.Base(file), SHA256: book.SHA256(), Provider: strings.ToUpper(strings.TrimSpace(j.o.Provider)),
		Answers: intake.Answers{Item: j.o.Item, Set: j.o.Set, Map: j.o.Map},
		Review:  j.review, By: actor.Officer(j.o.As, actor.DataAdmin), Reason: j.o.Reason, DryRun: j.o.DryRun,
	}, j.watch(string(book.Encoding()), book.Misnamed()))
	j.report.Counts, j.report.Repeat = report.Counts, report.Repeat
	if report.Repeat {
		j.repeated(report.Batch)
	}
	return err
}

// repeated tells what a file that was imported before would do: nothing.
func (j *importJob) repeated(b intake.Batch) {
	c := b.Counts
	j.report.Counts = intake.Counts{
		Rows: c.Rows, Unchanged: c.Entered + c.Unchanged + c.NewVersions + c.Corrected + c.Annulled,
		Returned: c.Returned, Held: c.Held, Blank: c.Blank,
	}
	j.say("command.import_line.repeat", "Batch", strconv.FormatInt(b.ID, 10))
}

func (j *importJob) watch(encoding string, misnamed bool) intake.Watch {
	return intake.Watch{
		Layout: func(l intake.Layout) {
			j.report.Item = l.Item.Code
			j.say("command.import_line.file", "File", j.report.File)
			j.say("command.import_line.item", "Item", l.Item.Code+" "+l.Item.Name, "Encoding", encoding)
			if misnamed {
				j.out.Note("command.import_line.misnamed")
			}
			if unknown := l.Unknown(); len(unknown) > 0 {
				j.out.Note("command.import_line.unknown", "Columns", strings.Join(unknown, ", "))
			}
		},
		Fault: j.fault,
		Rows: func(done int) {
			if j.out.Live {
				fmt.Fprintf(j.out.Err, "\r%s", j.out.T("command.import_line.progress", "Done", done))
			}
		},
	}
}

func (j *importJob) fault(outcome intake.Outcome, f intake.Fault) {
	message := j.out.sentence(f)
	j.sink.write(j.report.File, outcome, f, message)
	if len(j.report.Faults) < mostJSON {
		j.report.Faults = append(j.report.Faults, importFault{f, outcome, message})
	}
	if j.told++; j.told <= mostTold {
		j.say("command.import_line.fault", "Row", f.Row, "Column", f.Column, "Value", f.Value, "Reason", message)
	}
}

func (j *importJob) summary() {
	if j.out.Live {
		fmt.Fprintln(j.out.Err)
	}
	if j.told > mostTold {
		j.say("command.import_line.more", "Count", j.told-mostTold)
	}
	c := j.report.Counts
	j.say("command.import_line.counts", "Rows", c.Rows, "Entered", c.Entered, "NewVersions", c.NewVersions,
		"Corrected", c.Corrected, "Annulled", c.Annulled, "Unchanged", c.Unchanged, "Returned", c.Returned,
		"Held", c.Held, "Blank", c.Blank)
	if j.o.DryRun {
		j.say("command.import_line.dry")
	}
}
