package collect

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestThisMachine collects the machine the test runs on: what every Windows tells.
func TestThisMachine(t *testing.T) {
	c, err := This(nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Machine.Name == "" || c.System.Build == "" {
		t.Errorf("%+v %+v", c.Machine, c.System)
	}
	if age := time.Since(c.System.Booted); age < 0 || c.System.Booted.IsZero() {
		t.Errorf("booted %v ago", age)
	}
	for _, mac := range c.Machine.MACs {
		if domain.FoldMAC(mac) != mac {
			t.Errorf("%q is no hardware address", mac)
		}
	}
	t.Logf("%+v %+v, %d programs, %d services", c.Machine, c.System, len(c.Programs), len(c.Services))
}
