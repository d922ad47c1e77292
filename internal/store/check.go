package store

import (
	"context"
	"fmt"
	"time"
)

// Finding is something about the database server that an operator should
// know. Key names its sentence.
type Finding struct {
	Key  string
	Args map[string]any
}

// maxSkew is how far the clock of the database may be off.
const maxSkew = 2 * time.Second

// Check looks at the settings on which durability rests and
// at the clock of the database; none is what one hopes for.
func (s *Store) Check(ctx context.Context) ([]Finding, error) {
	if s.dialect == liteDialect {
		return s.checkFile(ctx)
	}
	vars, err := s.variables(ctx)
	if err != nil {
		return nil, err
	}
	var found []Finding
	expect := func(name, want string) {
		if got := vars[name]; got != want {
			found = append(found, Finding{"store.finding.variable", map[string]any{"Name": name, "Value": got, "Want": want}})
		}
	}
	expect("innodb_flush_log_at_trx_commit", "1")
	if vars["log_bin"] == "ON" {
		expect("sync_binlog", "1")
		if vars["binlog_format"] == "STATEMENT" {
			expect("binlog_format", "ROW")
		}
	}
	skew, err := s.skew(ctx)
	if err != nil {
		return nil, err
	}
	if skew.Abs() > maxSkew {
		found = append(found, Finding{"store.finding.clock", map[string]any{"Seconds": int(skew.Seconds())}})
	}
	return found, nil
}

func (s *Store) checkFile(ctx context.Context) ([]Finding, error) {
	var result string
	if err := s.jobs.WithContext(ctx).Raw("PRAGMA quick_check(1)").Scan(&result).Error; err != nil {
		return nil, fmt.Errorf("checking the database file: %w", err)
	}
	if result != "ok" {
		return []Finding{{"store.finding.file", nil}}, nil
	}
	return nil, nil
}

func (s *Store) variables(ctx context.Context) (map[string]string, error) {
	var rows []struct{ VariableName, Value string }
	err := s.jobs.WithContext(ctx).Raw("SHOW VARIABLES WHERE Variable_name IN " +
		"('innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog', 'binlog_format')").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading server variables: %w", err)
	}
	vars := map[string]string{}
	for _, r := range rows {
		vars[r.VariableName] = r.Value
	}
	return vars, nil
}

// skew returns how far the database's clock is ahead of the machine's.
func (s *Store) skew(ctx context.Context) (time.Duration, error) {
	var at instant
	if err := s.jobs.WithContext(ctx).Raw("SELECT UTC_TIMESTAMP(6)").Row().Scan(&at); err != nil {
		return 0, fmt.Errorf("reading the database's clock: %w", err)
	}
	return at.Sub(s.now()), nil
}
