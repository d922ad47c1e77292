package portal

import (
	"context"
	"fmt"
	"os"

	"creditportal/internal/account"
	"creditportal/internal/password"
)

// hasher is what compares passwords: in a process of its own where the program
// can start one, in this one otherwise, at the same cost.
func (p *Portal) hasher() *password.Hasher {
	if len(p.cfg.Worker) == 0 {
		return password.New(p.cost())
	}
	h, worker := password.NewWorker(p.cost(), p.cfg.Worker...)
	p.closing = append(p.closing, worker.Close)
	return h
}

// cost is how much work a password is. That of a demo stands on the screen at
// every start: nobody has to be kept from guessing it.
func (p *Portal) cost() password.Cost {
	if p.demo {
		return password.Cost{Memory: 1024, Passes: 1}
	}
	return password.Usual()
}

// desk where people sign in, made when it is first asked for.
func (p *Portal) signIns(ctx context.Context) (*account.Desk, error) {
	if p.accounts != nil {
		return p.accounts, nil
	}
	desk, err := account.NewDesk(ctx, p.store, p.hasher(), p.clock.Now)
	if err != nil {
		return nil, fmt.Errorf("opening the accounts: %w", err)
	}
	p.accounts = desk
	return desk, nil
}

// HashPasswords does the work of another process that compares passwords, until
// it ends.
func HashPasswords() error { return password.Serve(os.Stdin, os.Stdout) }
