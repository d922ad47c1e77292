package storetest

import (
	"creditportal/internal/law"
	"creditportal/internal/statute"
)

// books are the rules that the suite goes by: those that the program carries.
func books() law.Rules { return statute.MustLoad().Rules }
