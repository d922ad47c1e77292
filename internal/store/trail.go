package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/go-sql-driver/mysql"

	"creditportal/internal/fault"
)

// trail are the tables of what was done and looked at, each with one of its
// columns. A row comes in and is never touched again: the account under which
// the portal runs needs to read them and to add to them, and no more (art. 25:
// the log is kept for good).
var trail = map[string]string{
	acts.name:            "id",
	events.name:          "id",
	queryLog.name:        "id",
	logValues.name:       "row_id",
	logLeaves.name:       "idx",
	logHashes.name:       "idx",
	logCheckpoints.name:  "size",
	logGaps.name:         "tree",
	steps.name:           "id",
	recordVersions.name:  "id",
	pieceRevisions.name:  "slug",
	clockMoves.name:      "id",
	noticeForms.name:     "form",
	reports.name:         "number",
	suppressions.name:    "act_id",
	erasures.name:        "line",
	catalogEditions.name: "id",
}

// erasable are those of the trail of which rows are taken away, and never changed: an
// honour that its subject had deleted takes with it what it was before (art. 35 ¶2).
// Any other record that lacks a version shows it by the number of the one that stands.
var erasable = []string{recordVersions.name}

// migrated is the table in which goose notes which migrations were run.
const migrated = "goose_db_version"

// accountForm is how an account of a server is written: NAME or NAME@HOST.
var accountForm = regexp.MustCompile(`^([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9.:%_-]{1,60}))?$`)

// Grants returns the statements that give the account, NAME or NAME@HOST, what
// the portal needs of this database: the trail to be read and added to, its
// schema to be read, and all other rows. Who administers the server runs them,
// again after a migration. A file has no accounts: fault.Invalid.
func (s *Schema) Grants(ctx context.Context, account string) ([]string, error) {
	if s.dialect == liteDialect {
		return nil, fault.New(fault.Invalid, "store.fault.grants_file", nil)
	}
	parts := accountForm.FindStringSubmatch(account)
	if parts == nil {
		return nil, fault.New(fault.Invalid, "store.fault.account", nil)
	}
	host := parts[2]
	if host == "" {
		host = "%"
	}
	var name string
	if err := s.db.QueryRowContext(ctx, "SELECT DATABASE()").Scan(&name); err != nil {
		return nil, fmt.Errorf("reading the name of the database: %w", err)
	}
	tables, err := s.tables(ctx)
	if err != nil {
		return nil, err
	}
	given := make([]string, len(tables))
	for i, table := range tables {
		may := "SELECT, INSERT, UPDATE, DELETE"
		if _, kept := trail[table]; kept {
			may = "SELECT, INSERT"
			if slices.Contains(erasable, table) {
				may += ", DELETE"
			}
		} else if table == migrated {
			may = "SELECT"
		}
		given[i] = fmt.Sprintf("GRANT %s ON `%s`.`%s` TO '%s'@'%s';", may, name, table, parts[1], host)
	}
	return given, nil
}

func (s *Schema) tables(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, "SHOW TABLES")
	if err != nil {
		return nil, fmt.Errorf("listing tables: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	var all []string
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return nil, fmt.Errorf("listing tables: %w", err)
		}
		all = append(all, table)
	}
	slices.Sort(all)
	return all, wrapped(rows.Err(), "listing tables")
}

// powers are what an account may have been given itself, for everything, for
// this database or for a table of the trail.
const powers = "SELECT DISTINCT p.privilege_type FROM (" +
	"SELECT grantee, privilege_type FROM information_schema.user_privileges UNION ALL " +
	"SELECT grantee, privilege_type FROM information_schema.schema_privileges " +
	"WHERE DATABASE() LIKE table_schema UNION ALL " +
	"SELECT grantee, privilege_type FROM information_schema.table_privileges " +
	"WHERE table_schema = DATABASE() AND table_name IN ?) p " +
	"WHERE p.grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''') " +
	"AND p.privilege_type IN ('ALTER', 'DROP', 'TRIGGER')"

// Trespass lists what the account of the portal may do to the trail beyond
// reading and adding, as the server calls it; nothing on SQLite, which knows no
// accounts. Changing and deleting are tried, upon no row; the rest is asked for.
func (s *Store) Trespass(ctx context.Context) ([]string, error) {
	if s.dialect == liteDialect {
		return nil, nil
	}
	var tables, may []string
	for table := range trail {
		tables = append(tables, table)
	}
	if err := s.jobs.WithContext(ctx).Raw(powers, tables).Scan(&may).Error; err != nil {
		return nil, fmt.Errorf("asking what the account may do: %w", err)
	}
	for table, column := range trail {
		for power, try := range map[string]string{
			"UPDATE": "UPDATE " + table + " SET " + column + " = " + column + " WHERE 1 = 0",
			"DELETE": "DELETE FROM " + table + " WHERE 1 = 0",
		} {
			if power == "DELETE" && slices.Contains(erasable, table) {
				continue
			}
			err := s.jobs.WithContext(ctx).Exec(try).Error
			if err == nil && !slices.Contains(may, power) {
				may = append(may, power)
			}
			if err != nil && !isDenied(err) {
				return nil, fmt.Errorf("trying what the account may do: %w", err)
			}
		}
	}
	slices.Sort(may)
	return may, nil
}

// mysqlDenied are the codes by which a server refuses what an account may not
// do: upon a table, upon a column.
var mysqlDenied = []uint16{1142, 1143}

func isDenied(err error) bool {
	var m *mysql.MySQLError
	return errors.As(err, &m) && slices.Contains(mysqlDenied, m.Number)
}
