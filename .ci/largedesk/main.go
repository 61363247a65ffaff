// Command largedesk makes the desk that the window is measured on: 10,000 assets,
// 300,000 advisories, 100,000 findings. All of it is made up. From the top folder:
//
//	go run ./.ci/largedesk [-assets N] [-components N] [-advisories N] FOLDER
//	go run ./.ci/largedesk [-advisories N] -archive FILE
//
// Each asset has ten flawed components, however many it has of others; -components 200
// makes two million of them. The second form writes the advisories to an archive, to be imported, and no desk.
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
	flawed = 1_000 // programs that assets hold and that have a flaw
	batch  = 50_000
)

// size is what a desk is made of.
type size struct {
	assets, advisories int
	held               int // components of each asset, ten of them flawed
}

// programs is how many programs assets choose from, and apart how far the flawed ones
// stand from each other.
func (s size) programs() int { return 100 * s.held }
func (s size) apart() int    { return s.programs() / flawed }

func main() {
	log.SetFlags(0)
	var s size
	flag.IntVar(&s.assets, "assets", 10_000, "how many assets")
	flag.IntVar(&s.held, "components", 20, "how many components each of them has, a multiple of ten")
	flag.IntVar(&s.advisories, "advisories", 300_000, "how many advisories")
	archive := flag.String("archive", "", "write the advisories to this file alone")
	flag.Parse()
	if *archive != "" {
		if err := s.writeAdvisories(*archive, 0, s.advisories); err != nil {
			log.Fatal(err)
		}
		return
	}
	if s.held < 10 || s.held%10 != 0 {
		log.Fatal("-components is a multiple of ten")
	}
	if flag.NArg() != 1 {
		log.Fatal("name the folder of the desk to make")
	}
	began := time.Now()
	if err := s.fill(flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
	log.Printf("The desk was made in %.0f s.", time.Since(began).Seconds())
}

func (s size) fill(folder string) (err error) {
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
	for n := range s.assets {
		if err := s.addAsset(ctx, desk, filepath.Join(work, "one.cdx.json"), n); err != nil {
			return fmt.Errorf("asset %d: %w", n, err)
		}
	}
	for from := 0; from < s.advisories; from += batch {
		path := filepath.Join(work, "advisories.zip")
		if err := s.writeAdvisories(path, from, min(from+batch, s.advisories)); err != nil {
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
func (s size) addAsset(ctx context.Context, desk *workflow.Desk, path string, n int) error {
	kinds := []string{"server", "workstation", "network", "medical"}
	asset, err := desk.AddAsset(ctx, domain.Asset{Name: fmt.Sprintf("host-%05d", n), Kind: kinds[n%len(kinds)]})
	if err != nil {
		return err
	}
	var parts []string
	for c := range s.held {
		program := (n*7 + c*101) % s.programs()
		parts = append(parts, fmt.Sprintf(`{"type":"library","bom-ref":"c%d","name":"part-%d","version":"1.%d.0","purl":"pkg:npm/part-%d@1.%d.0"}`, c, program, program%7, program, program%7))
	}
	bom := `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[` + strings.Join(parts, ",") + `]}`
	if err := os.WriteFile(path, []byte(bom), 0o600); err != nil {
		return err
	}
	_, err = desk.ImportSBOM(ctx, asset.ID, path, "")
	return err
}

// writeAdvisories writes OSV records from..to; the first speak of what assets hold, the
// others of what nobody has.
func (s size) writeAdvisories(path string, from, to int) (err error) {
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
		if n < flawed {
			about = fmt.Sprintf("part-%d", s.apart()*n)
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
