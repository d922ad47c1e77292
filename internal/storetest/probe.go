package storetest

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
)

// errCut is what a probe answers in the place of the database.
var errCut = errors.New("cut by the test")

// probe stands between the store and its database: it notes every statement
// and can cut one, before or after the database has had it.
type probe struct {
	mu         sync.Mutex
	statements map[string]bool
	count      int  // steps since armed
	cutAt      int  // the step to cut, 0 for none
	after      bool // cut the answer, not the question
	hit        bool
	listening  bool
	heard      []question
}

// question is a query with its arguments, to be asked again beside the store.
type question struct {
	text string
	args []any
}

// listen returns the queries that do asks.
func (p *probe) listen(do func()) []question {
	p.mu.Lock()
	p.listening, p.heard = true, nil
	p.mu.Unlock()
	do()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listening = false
	return p.heard
}

func (p *probe) hear(query string, args []driver.NamedValue) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.listening {
		return
	}
	q := question{text: query}
	for _, a := range args {
		q.args = append(q.args, a.Value)
	}
	p.heard = append(p.heard, q)
}

// arm makes the n-th step from now fail; 0 disarms.
func (p *probe) arm(n int, after bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count, p.cutAt, p.after, p.hit = 0, n, after, false
}

// wasHit says whether the armed step came.
func (p *probe) wasHit() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hit
}

// noted returns every statement that passed.
func (p *probe) noted() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []string
	for s := range p.statements {
		all = append(all, s)
	}
	return all
}

// step runs one step on the wire, or cuts it; the wire is then of no more use.
func step[R any](c *probeConn, statement string, run func() (R, error)) (R, error) {
	p := c.probe
	p.mu.Lock()
	if p.statements == nil {
		p.statements = map[string]bool{}
	}
	if statement != "" {
		p.statements[statement] = true
	}
	p.count++
	cut, after := p.count == p.cutAt, p.after
	p.hit, c.broken = p.hit || cut, c.broken || cut
	p.mu.Unlock()
	var none R
	if cut && !after {
		return none, errCut
	}
	out, err := run()
	if cut {
		return none, errors.Join(errCut, err)
	}
	return out, err
}

// wrap is the Connector of store.Config.
func (p *probe) wrap(c driver.Connector) driver.Connector { return probeConnector{c, p} }

type probeConnector struct {
	driver.Connector
	probe *probe
}

func (c probeConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &probeConn{Conn: conn, probe: c.probe}, nil
}

// probeConn forwards what database/sql asks of either driver.
type probeConn struct {
	driver.Conn
	probe  *probe
	broken bool
}

func (c *probeConn) Unwrap() driver.Conn { return c.Conn }

func (c *probeConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	return step(c, "", func() (driver.Tx, error) {
		inner, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts) //nolint:forcetypeassert // both drivers have it
		if err != nil {
			return nil, err
		}
		return probeTx{inner, c}, nil
	})
}

func (c *probeConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return step(c, query, func() (driver.Stmt, error) {
		inner, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query) //nolint:forcetypeassert // as above
		if err != nil {
			return nil, err
		}
		return probeStmt{inner, c, query}, nil
	})
}

func (c *probeConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return step(c, query, func() (driver.Result, error) {
		return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args) //nolint:forcetypeassert // as above
	})
}

func (c *probeConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.probe.hear(query, args)
	return step(c, query, func() (driver.Rows, error) {
		return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args) //nolint:forcetypeassert // as above
	})
}

func (c *probeConn) Ping(ctx context.Context) error {
	return c.Conn.(driver.Pinger).Ping(ctx) //nolint:forcetypeassert // as above
}

func (c *probeConn) ResetSession(ctx context.Context) error {
	if r, ok := c.Conn.(driver.SessionResetter); ok {
		return r.ResetSession(ctx)
	}
	return nil
}

func (c *probeConn) IsValid() bool {
	v, ok := c.Conn.(driver.Validator)
	return !c.broken && (!ok || v.IsValid())
}

func (c *probeConn) CheckNamedValue(v *driver.NamedValue) error {
	if checker, ok := c.Conn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

// probeStmt is a prepared statement that is heard each time it is asked.
type probeStmt struct {
	driver.Stmt
	conn *probeConn
	text string
}

func (s probeStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.conn.probe.hear(s.text, args)
	return step(s.conn, s.text, func() (driver.Rows, error) {
		return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args) //nolint:forcetypeassert // both drivers have it
	})
}

func (s probeStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return step(s.conn, s.text, func() (driver.Result, error) {
		return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args) //nolint:forcetypeassert // as above
	})
}

type probeTx struct {
	driver.Tx
	conn *probeConn
}

func (t probeTx) Commit() error {
	_, err := step(t.conn, "", func() (struct{}, error) { return struct{}{}, t.Tx.Commit() })
	return err
}
