// Command notices collects the licences of every module that is linked into
// Fenceline, on all systems it is built for, into assets/notices.txt.gz. Run it
// from the top folder: go run ./.ci/notices
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

func main() {
	log.SetFlags(0)
	modules := map[string]module{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, cgo := range []string{"0", "1"} {
			if err := collect(modules, system, cgo); err != nil {
				log.Fatal(err)
			}
		}
	}
	text, err := write(modules)
	if err != nil {
		log.Fatal(err)
	}
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := zip.Write(text); err != nil {
		log.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("assets", "notices.txt.gz"), packed.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d modules, %d bytes\n", len(modules), len(text))
}

// collect adds the modules one build links.
func collect(modules map[string]module, system, cgo string) error {
	cmd := exec.Command("go", "list", "-deps", "-json=Module", "./app")
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED="+cgo)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list for %s: %w", system, err)
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var pkg struct{ Module *module }
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if m := pkg.Module; m != nil && !m.Main {
			modules[m.Path] = *m
		}
	}
}

// write lists every module with the texts of its licence files; equal texts are
// printed once.
func write(modules map[string]module) ([]byte, error) {
	texts := map[string][]string{}
	for path, m := range modules {
		files, err := licenceFiles(m.Dir)
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("%s %s has no licence file in %s", path, m.Version, m.Dir)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			text := strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
			texts[text] = append(texts[text], path+" "+m.Version)
		}
	}
	order := make([]string, 0, len(texts))
	for text, users := range texts {
		slices.Sort(users)
		order = append(order, text)
	}
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(texts[a][0]+a, texts[b][0]+b) })
	var out bytes.Buffer
	fmt.Fprintf(&out, "Fenceline is licensed under the Apache License 2.0. It is made with the following %d modules; each is named\nabove the licence it comes under.\n", len(modules))
	for _, text := range order {
		fmt.Fprintf(&out, "\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), strings.Join(slices.Compact(texts[text]), "\n"), strings.Repeat("-", 78), text)
	}
	return out.Bytes(), nil
}

// licenceFiles finds a module's licence and notice files, at its top.
func licenceFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		for _, word := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"} {
			if !e.IsDir() && strings.HasPrefix(name, word) && !strings.HasSuffix(name, ".GO") {
				out = append(out, filepath.Join(dir, e.Name()))
				break
			}
		}
	}
	return out, nil
}
