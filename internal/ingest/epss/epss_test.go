package epss

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csvdoc"
	"fenceline/internal/ingest/jsondoc"
)

func decode(text string) ([]domain.Signal, error) {
	var signals []domain.Signal
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		signals = append(signals, item.(domain.Signal))
		return nil
	})
	return signals, err
}

func TestDecodeFourHeaders(t *testing.T) {
	tests := []struct {
		name, head string
		percentile bool
		model      string
		date       time.Time
	}{
		{"of April 2021", "cve,epss\n", false, "", time.Time{}},
		{"of September 2021", "cve,epss,percentile\n", true, "", time.Time{}},
		{"of February 2022", "#model_version:v2022.01.01,score_date:2022-02-04T00:00:00+0000\ncve,epss,percentile\n", true, "v2022.01.01",
			time.Date(2022, 2, 4, 0, 0, 0, 0, time.UTC)},
		{"of March 2025", "#model_version:v2025.03.14,score_date:2025-03-17T12:55:00Z\r\ncve,epss,percentile\r\n", true, "v2025.03.14",
			time.Date(2025, 3, 17, 12, 55, 0, 0, time.UTC)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows := "CVE-2020-1001,0.65117\nCVE-2018-1002,0.0\n"
			if test.percentile {
				rows = "CVE-2020-1001,0.65117,0.990\nCVE-2018-1002,0.0,1\n"
			}
			got, err := decode(test.head + rows)
			if err != nil {
				t.Fatal(err)
			}
			want := []domain.Signal{
				{Kind: domain.SignalEPSS, Vulnerability: "CVE-2020-1001", Value: "0.65117", Source: Source, Published: test.date, Model: test.model},
				{Kind: domain.SignalEPSS, Vulnerability: "CVE-2018-1002", Value: "0.0", Source: Source, Published: test.date, Model: test.model},
			}
			if test.percentile {
				want[0].Percentile, want[1].Percentile = "0.990", "1"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"another table", "cve,score\nCVE-2020-1,0.1\n", "", csvdoc.CodeColumn},
		{"score that is none", "cve,epss\nCVE-2020-1,high\n", "line 2, epss", csvdoc.CodeValue},
		{"score above 1", "cve,epss\nCVE-2020-1,65.1\n", "line 2, epss", csvdoc.CodeValue},
		{"not a number", "cve,epss\nCVE-2020-1,NaN\n", "line 2, epss", csvdoc.CodeValue},
		{"percentile below 0", "cve,epss,percentile\nCVE-2020-1,0.1,-1\n", "line 2, percentile", csvdoc.CodeValue},
		{"row without id", "#x\ncve,epss\nCVE-2020-1,0.1\n,0.2\n", "line 4, cve", csvdoc.CodeEmpty},
		{"id with a comma", "cve,epss\n\"CVE-2020-1,2\",0.2\n", "line 2, cve", csvdoc.CodeValue},
		{"row without score", "cve,epss,percentile\nCVE-2020-1,,0.1\n", "line 2, epss", csvdoc.CodeEmpty},
		{"row cut off", "cve,epss,percentile\nCVE-2020-1,0.1,0.1\nCVE-2020-2,0", "line 3", csvdoc.CodeFields},
		{"date that is none", "#model_version:v1,score_date:soon\ncve,epss\n", "line 1", CodeDate},
		{"nothing", "\n", "", jsondoc.CodeEmpty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != op {
				t.Errorf("got %#v, want %s at %q", err, test.code, test.place)
			}
		})
	}
}

func TestDecodeWarnsOnTheLastSignal(t *testing.T) {
	got, err := decode("\xEF\xBB\xBFcve,epss\nCVE-2020-1,0.1\nCVE-2020-1,0.2\nCVE-2020-2,0.3\n")
	if err != nil || len(got) != 3 {
		t.Fatalf("got %v, %v", got, err)
	}
	if w := got[2].Warnings; len(w) != 1 || w[0].Code != jsondoc.WarnBOM || got[0].Warnings != nil {
		t.Errorf("got %v", w)
	}
}

func TestDecodeHandsBackTheErrorOfEmit(t *testing.T) {
	err := Decode(strings.NewReader("cve,epss\nCVE-2020-1,0.1\nCVE-2020-2,0.1\n"), func(domain.Item) error { return io.ErrClosedPipe })
	if err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}
