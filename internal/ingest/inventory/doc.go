// Package inventory reads what runs on machines as the machines' own tools list
// it: one [domain.Snapshot] for each machine a document speaks of.
//
// Read: the JSON that winget export writes (schemas 1.0 and 2.0); rows of the
// Windows uninstall keys, of Get-Package and of Get-HotFix as CSV and as
// ConvertTo-Json writes them; .reg dumps of the uninstall keys; lists of dpkg
// (status file, dpkg -l, dpkg-query), rpm (rpm -qa) and apk (installed database,
// apk list); rows of osquery tables (programs, deb_packages, rpm_packages,
// patches, os_version, system_info, interface_addresses) as JSON, alone, by
// table, or in the lines of its results log; GLPI agent inventories as JSON
// (computers, network gear, printers, phones); Nmap XML (hosts, services, CPE
// names). The text may be UTF-8, UTF-16 or Windows-1252.
//
// Not read, and refused by name: GLPI's old XML, PowerShell's CliXml, winget
// settings, RPM and dpkg databases in binary form.
//
// Programs of Windows get the names advisories use from the rule table of
// package identity. Every entry is counted in the census: what is no software
// (keys without a name, removed packages, silent ports) by its type, what cannot be
// identified as such. A list of packages that does not say which distribution it
// is of, in words or in the versions of its packages, keeps bare names until a
// person says it.
package inventory
