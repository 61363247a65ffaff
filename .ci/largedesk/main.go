// Command largedesk makes the desk that the window is measured on: 10,000 assets,
// 300,000 advisories, 100,000 findings. All of it is made up. From the top folder:
//
//	go run ./.ci/largedesk [-assets N] [-advisories N] FOLDER
//	go run ./.ci/largedesk [-advisories N] -archive FILE
//
// The second form writes the advisories to an archive, to be imported, and no desk.
// The folder must not be there yet, or be empty. It takes some minutes, fewer in
// memory (/dev/shm): each inventory is written for good before the next one.
package main

import (
	"archive/zip"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/workflow"
)

const (
	programs = 2_000 // that assets hold; half of them have a flaw each
	held     = 20    // by each asset, half of them flawed
	batch    = 50_000
)

func main() {
	log.SetFlags(0)
	assets := flag.Int("assets", 10_000, "how many assets")
	advisories := flag.Int("advisories", 300_000, "how many advisories")
	archive := flag.String("archive", "", "write the advisories to this file alone")
	flag.Parse()
	if *archive != "" {
		if err := writeAdvisories(*archive, 0, *advisories); err != nil {
			log.Fatal(err)
		}
		return
	}
	if flag.NArg() != 1 {
		log.Fatal("name the folder of the desk to make")
	}
	began := time.Now()
	if err := fill(flag.Arg(0), *assets, *advisories); err != nil {
		log.Fatal(err)
	}
	log.Printf("The desk was made in %.0f s.", time.Since(began).Seconds())
}

func fill(folder string, assets, advisories int) (err error) {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty", folder)
	}
	ctx := context.Background()
	desk, err := workflow.Open(ctx, workflow.Options{Folder: folder, Program: "largedesk"})
	if err != nil {
		return err
	}
	defer func() {
		if ended := desk.Close(); err == nil {
			err = ended
		}
	}()
	work, err := os.MkdirTemp("", "largedesk")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := desk.Configure(ctx, func(d *domain.Desk) { d.Operator = "Wide Valley Utility" }); err != nil {
		return err
	}
	for n := range assets {
		if err := addAsset(ctx, desk, filepath.Join(work, "one.cdx.json"), n); err != nil {
			return fmt.Errorf("asset %d: %w", n, err)
		}
	}
	for from := 0; from < advisories; from += batch {
		path := filepath.Join(work, "advisories.zip")
		if err := writeAdvisories(path, from, min(from+batch, advisories)); err != nil {
			return err
		}
		receipt, err := desk.Import(ctx, []string{path}, nil)
		if err != nil {
			return err
		}
		log.Printf("%d advisories more, %d findings", receipt.Totals.Advisories, receipt.Effect.NewFindings)
	}
	status, err := desk.Status(ctx)
	if err == nil {
		log.Printf("%v findings, %v tasks", status.Findings, status.Tasks)
	}
	return err
}

// addAsset adds an asset with an inventory of its own choice of programs.
func addAsset(ctx context.Context, desk *workflow.Desk, path string, n int) error {
	kinds := []string{"server", "workstation", "network", "medical"}
	asset, err := desk.AddAsset(ctx, domain.Asset{Name: fmt.Sprintf("host-%05d", n), Kind: kinds[n%len(kinds)]})
	if err != nil {
		return err
	}
	var parts []string
	for c := range held {
		program := (n*7 + c*101) % programs
		parts = append(parts, fmt.Sprintf(`{"type":"library","bom-ref":"c%d","name":"part-%d","version":"1.%d.0","purl":"pkg:npm/part-%d@1.%d.0"}`, c, program, program%7, program, program%7))
	}
	bom := `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[` + strings.Join(parts, ",") + `]}`
	if err := os.WriteFile(path, []byte(bom), 0o600); err != nil {
		return err
	}
	_, err = desk.ImportSBOM(ctx, asset.ID, path, "")
	return err
}

// writeAdvisories writes OSV records from..to; the first speak of what assets hold,
// one of every other program, the others of what nobody has.
func writeAdvisories(path string, from, to int) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if ended := file.Close(); err == nil {
			err = ended
		}
	}()
	z := zip.NewWriter(file)
	for n := from; n < to; n++ {
		about := fmt.Sprintf("unheld-%d", n)
		if n < programs/2 {
			about = fmt.Sprintf("part-%d", 2*n)
		}
		w, err := z.Create(fmt.Sprintf("MADE-%d.json", n))
		if err != nil {
			return err
		}
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%300)
		if _, err := io.WriteString(w, fmt.Sprintf(`{"schema_version":"1.6.0","id":"MADE-%[1]d","aliases":["CVE-2026-%[2]d"],"modified":%[3]q,"published":%[3]q,"summary":"A crafted request makes %[4]s read beyond a buffer","details":"What %[4]s reads from a request is not checked against the room it is copied to.","affected":[{"package":{"ecosystem":"npm","name":%[4]q},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.%[5]d.0"}]}]}]}`,
			n, 100_000+n, day.Format(time.RFC3339), about, n%9)); err != nil {
			return err
		}
	}
	return z.Close()
}
