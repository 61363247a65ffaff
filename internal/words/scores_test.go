package words

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestBestScore(t *testing.T) {
	own3, own4, quoted := domain.Score{Version: "3.1", Base: 7}, domain.Score{Version: "4.0", Base: 7}, domain.Score{Version: "4.0", Base: 9, Source: "https://other.example"}
	tests := map[string]struct {
		scores []domain.Score
		want   string
	}{
		"the highest":                      {[]domain.Score{own3, {Version: "2.0", Base: 8}}, "CVSS 2.0: 8.0"},
		"of equal ones the newest":         {[]domain.Score{own3, own4}, "CVSS 4.0: 7.0"},
		"the publisher's before a quoted":  {[]domain.Score{quoted, own3}, "CVSS 3.1: 7.0"},
		"a quoted one where it is alone":   {[]domain.Score{quoted}, "CVSS 4.0: 9.0"},
		"none where nothing states a base": {[]domain.Score{{Version: "3.1"}}, ""},
	}
	for name, tt := range tests {
		if got := BestScore(tt.scores); !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
