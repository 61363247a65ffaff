package sbom

import (
	"testing"

	"fenceline/internal/domain"
)

// checkCensus holds a snapshot against what its census promises.
func checkCensus(t *testing.T, name string, s domain.Snapshot) {
	t.Helper()
	c := s.Census
	if c.Read != c.Identifiable+c.WithoutIdentity+c.NotSoftware {
		t.Errorf("%s: %d read, but %d identifiable + %d without identity + %d not software", name,
			c.Read, c.Identifiable, c.WithoutIdentity, c.NotSoftware)
	}
	types := 0
	for _, n := range c.ByType {
		types += n
	}
	if types != c.Read {
		t.Errorf("%s: types add up to %d of %d", name, types, c.Read)
	}
	if c.WithoutVersion > c.Identifiable || c.Dropped > c.Read {
		t.Errorf("%s: parts exceed the whole: %+v", name, c)
	}
	if kept := c.Identifiable + c.WithoutIdentity; len(s.Components) > kept {
		t.Errorf("%s: %d components of %d software entries", name, len(s.Components), kept)
	}
	if c.Identifiable == 0 && !warned(s, "no_components") {
		t.Errorf("%s: nothing identifiable and no warning", name)
	}
	seen := make(map[string]bool)
	for _, component := range s.Components {
		id := string(component.Key) + "\x00" + component.Place
		if component.Key != "" && seen[id] {
			t.Errorf("%s: %s stands twice at %q", name, component.Key, component.Place)
		}
		seen[id] = true
	}
}

func warned(s domain.Snapshot, code domain.Code) bool {
	for _, w := range s.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}
