# Collects a Windows machine on which the Fenceline program may not run.
#
#   powershell -NoProfile -ExecutionPolicy Bypass -File fenceline-collect.ps1 -Out E:\lists
#
# writes E:\lists\MACHINE.fenceline.json.gz. On the desk:  fenceline inventory import --create E:\lists
#
# It reads the same keys and files as "fenceline collect" and writes the same form. It starts no program, opens no
# connection, changes nothing but the file it writes, and needs no administrator, who sees a little more (browsers of
# other people). It needs PowerShell 5.1, which is part of Windows 10 and of Server 2016 and later, in Full Language
# Mode: Constrained Language Mode refuses the calls it makes.
param([Parameter(Mandatory = $true)][string]$Out)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

# ---- the registry, in its 64-bit view, whichever PowerShell runs

$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
$users = [Microsoft.Win32.RegistryKey]::OpenBaseKey('Users', 'Registry64')

function Open-Key($hive, [string]$path) {
    try { return $hive.OpenSubKey($path) } catch { return $null } # closed to this account
}
function Get-Keys($hive, [string]$path) {
    $key = Open-Key $hive $path
    if ($null -eq $key) { return @() }
    try { return @($key.GetSubKeyNames() | Sort-Object) } finally { $key.Close() }
}
function Get-Value($hive, [string]$path, [string]$name) {
    $key = Open-Key $hive $path
    if ($null -eq $key) { return $null }
    try { return , $key.GetValue($name, $null, 'DoNotExpandEnvironmentNames') } finally { $key.Close() }
}
function Get-Text($hive, [string]$path, [string]$name) {
    $value = Get-Value $hive $path $name
    if ($value -is [string[]]) { return ($value -join ';') }
    if ($value -is [string]) { return $value.Trim([char]0).Trim() }
    return ''
}
function Get-Number($hive, [string]$path, [string]$name) {
    $value = Get-Value $hive $path $name
    if ($value -is [int] -or $value -is [long]) { return [long]$value }
    return [long](-1)
}

# ---- JSON: members in the order they were added, empty ones left out

function ConvertTo-Quoted([string]$text) {
    $b = New-Object System.Text.StringBuilder
    [void]$b.Append('"')
    foreach ($c in $text.ToCharArray()) {
        if ($c -eq [char]'"' -or $c -eq [char]'\') { [void]$b.Append('\').Append($c) }
        elseif ([int]$c -lt 32) { [void]$b.AppendFormat('\u{0:x4}', [int]$c) }
        else { [void]$b.Append($c) }
    }
    return $b.Append('"').ToString()
}
function ConvertTo-Member($object, [string]$indent) {
    $lines = @()
    foreach ($name in $object.Keys) {
        $value = $object[$name]
        if ($value -is [string]) {
            if ($value -ne '' -or $name -eq 'name') { $lines += $indent + (ConvertTo-Quoted $name) + ': ' + (ConvertTo-Quoted $value) }
        } elseif (@($value).Count -gt 0) {
            $items = @($value | ForEach-Object {
                    if ($_ -is [string]) { $indent + ' ' + (ConvertTo-Quoted $_) }
                    else { $indent + " {`n" + (ConvertTo-Member $_ ($indent + '  ')) + "`n$indent }" }
                })
            $lines += $indent + (ConvertTo-Quoted $name) + ": [`n" + ($items -join ",`n") + "`n$indent]"
        }
    }
    return ($lines -join ",`n")
}

# ---- the system

$windowsNT = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$build = Get-Text $machine $windowsNT 'CurrentBuild'
if ($build -eq '') { $build = Get-Text $machine $windowsNT 'CurrentBuildNumber' }
if ($build -eq '') { throw 'This is no machine that can be collected.' }
$system = [ordered]@{}
$system['name'] = Get-Text $machine $windowsNT 'ProductName'
if ($build -match '^\d+$' -and [int]$build -ge 22000 -and $system['name'].StartsWith('Windows 10')) {
    $system['name'] = 'Windows 11' + $system['name'].Substring('Windows 10'.Length) # the registry kept the old name
}
$system['build'] = $build
$revision = Get-Number $machine $windowsNT 'UBR'
if ($revision -ge 0) { $system['build'] = "10.0.$build.$revision" }
$system['edition'] = Get-Text $machine $windowsNT 'EditionID'
$system['booted'] = ''
try { $system['booted'] = (Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture) }
catch { $system['booted'] = '' } # closed to this account

# ---- what announces a restart

$servicing = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing'
$restart = @()
if ((Get-Keys $machine $servicing) -contains 'RebootPending') { $restart += 'updates wait to be finished' }
if ((Get-Keys $machine 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update') -contains 'RebootRequired') { $restart += 'Windows Update asks for it' }
if ((Get-Text $machine 'SYSTEM\CurrentControlSet\Control\Session Manager' 'PendingFileRenameOperations') -ne '') { $restart += 'files wait to be replaced' }
$system['restart_pending'] = $restart

# ---- the hardware; serial number and asset tag stand in the SMBIOS table (DSP0134, 7.2 and 7.4)

$board = 'HARDWARE\DESCRIPTION\System\BIOS'
$hardware = [ordered]@{}
$hardware['name'] = Get-Text $machine 'SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName' 'ComputerName'
$hardware['manufacturer'] = Get-Text $machine $board 'SystemManufacturer'
$hardware['model'] = Get-Text $machine $board 'SystemProductName'
$hardware['serial'] = ''
$hardware['asset_tag'] = ''
$hardware['firmware'] = Get-Text $machine $board 'BIOSVersion'
$table = Get-Value $machine 'SYSTEM\CurrentControlSet\Services\mssmbios\Data' 'SMBiosData'
if ($table -is [byte[]] -and $table.Length -gt 8) {
    $end = [Math]::Min([long]$table.Length, 8 + [long][BitConverter]::ToUInt32($table, 4))
    $at = 8
    while ($at + 4 -le $end) {
        $kind = $table[$at]
        $length = $table[$at + 1]
        if ($length -lt 4 -or $at + $length -gt $end -or $kind -eq 127) { break }
        $stop = $at + $length
        while ($stop + 1 -lt $end -and -not ($table[$stop] -eq 0 -and $table[$stop + 1] -eq 0)) { $stop++ }
        if ($stop + 1 -ge $end) { break }
        $texts = [Text.Encoding]::ASCII.GetString($table, $at + $length, $stop - $at - $length).Split([char]0)
        $place = -1
        if ($kind -eq 1) { $place = 7 } elseif ($kind -eq 3) { $place = 8 }
        if ($place -ge 0 -and $place -lt $length -and $table[$at + $place] -gt 0 -and $table[$at + $place] -le $texts.Count) {
            $text = $texts[$table[$at + $place] - 1].Trim()
            if ($kind -eq 1 -and $hardware['serial'] -eq '') { $hardware['serial'] = $text }
            if ($kind -eq 3 -and $hardware['asset_tag'] -eq '') { $hardware['asset_tag'] = $text }
        }
        $at = $stop + 2
    }
}

# ---- network cards; adapters that the registry knows as no hardware are left out (0x4 is NCF_PHYSICAL)

$cardClass = 'SYSTEM\CurrentControlSet\Control\Class\{4d36e972-e325-11ce-bfc1-08002be10318}'
$hardwareCards = @{}
foreach ($key in (Get-Keys $machine $cardClass)) {
    $id = (Get-Text $machine "$cardClass\$key" 'NetCfgInstanceId').ToLowerInvariant()
    $sort = Get-Number $machine "$cardClass\$key" 'Characteristics'
    if ($id -ne '' -and $sort -ge 0) { $hardwareCards[$id] = ($sort -band 4) -ne 0 }
}
$macs = @()
foreach ($card in [Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
    $address = $card.GetPhysicalAddress().ToString().ToUpperInvariant()
    if ($address.Length -ne 12 -or $address -match '^(.)\1*$') { continue }
    if (@('Ethernet', 'Wireless80211') -notcontains [string]$card.NetworkInterfaceType) { continue }
    $id = $card.Id.ToLowerInvariant()
    if ($hardwareCards.ContainsKey($id) -and -not $hardwareCards[$id]) { continue }
    $address = $address -replace '(..)(?=.)', '$1:'
    if ($macs -notcontains $address) { $macs += $address }
}
$hardware['macs'] = @($macs | Sort-Object)

# ---- programs: the uninstall keys, Office's channel, the Store, .NET, unpacked runtimes

$programs = New-Object System.Collections.ArrayList
function Add-Program([string]$name, [string]$version, [string]$publisher, [string]$scope, [string]$source) {
    [void]$programs.Add([ordered]@{ 'name' = $name; 'version' = $version; 'publisher' = $publisher; 'scope' = $scope; 'source' = $source; 'channel' = '' })
}
function Add-Uninstall($hive, [string]$path, [string]$scope) {
    foreach ($key in (Get-Keys $hive $path)) {
        $at = "$path\$key"
        $source = 'registry'
        if ((Get-Number $hive $at 'WindowsInstaller') -eq 1) { $source = 'msi' }
        Add-Program (Get-Text $hive $at 'DisplayName') (Get-Text $hive $at 'DisplayVersion') (Get-Text $hive $at 'Publisher') $scope $source
    }
}
$uninstall = 'Microsoft\Windows\CurrentVersion\Uninstall'
Add-Uninstall $machine "SOFTWARE\$uninstall" '64-bit'
Add-Uninstall $machine "SOFTWARE\WOW6432Node\$uninstall" '32-bit'
foreach ($sid in (Get-Keys $users '')) {
    if ($sid -like 'S-1-5-21-*' -and $sid -notlike '*_Classes') { Add-Uninstall $users "$sid\Software\$uninstall" "user $sid" }
}

$channels = @{
    '492350f6-3a01-4f97-b9c0-c7c6ddf67d60' = 'Current Channel'
    '64256afe-f5d9-4f86-8936-8840a6a4f5be' = 'Current Channel (Preview)'
    '55336b82-a18d-4dd6-b5f6-9e5095c314a6' = 'Monthly Enterprise Channel'
    '7ffbc6bf-bc32-4f92-8982-f9dd17fd3114' = 'Semi-Annual Enterprise Channel'
    'b8f9b850-328d-4355-9145-c59439a0c4cf' = 'Semi-Annual Enterprise Channel (Preview)'
    '5440fd1f-7ecb-4221-8110-145efaa6372f' = 'Beta Channel'
    'f2e724c1-748f-4b47-8fb8-8e0d210e9208' = 'Office 2019 volume licence'
    '5030841d-c919-4594-8d2d-84ae4f96e58e' = 'Office LTSC 2021'
    '7983bac0-e531-40cf-be00-fd24fe66619c' = 'Office LTSC 2024'
}
$clickToRun = 'SOFTWARE\Microsoft\Office\ClickToRun\Configuration'
$officeBuild = Get-Text $machine $clickToRun 'VersionToReport'
$address = Get-Text $machine $clickToRun 'UpdateChannel'
if ($address -eq '') { $address = Get-Text $machine $clickToRun 'CDNBaseUrl' }
if ($officeBuild -ne '' -and $address -ne '') {
    $id = $address.Substring($address.LastIndexOf('/') + 1).ToLowerInvariant()
    foreach ($p in $programs) {
        if ($p['version'] -eq $officeBuild -and $p['name'].StartsWith('Microsoft ')) {
            $p['channel'] = $address
            if ($channels.ContainsKey($id)) { $p['channel'] = $channels[$id] }
        }
    }
}
foreach ($key in (Get-Keys $machine 'SOFTWARE\Microsoft\Windows\CurrentVersion\Appx\AppxAllUserStore\Applications')) {
    $parts = $key.Split('_') # NAME_VERSION_ARCHITECTURE_RESOURCE_PUBLISHER
    if ($parts.Count -eq 5 -and @('', '~', 'neutral') -contains $parts[3]) { Add-Program $parts[0] $parts[1] '' "Store, $($parts[2])" 'store' }
}
$framework = Get-Text $machine 'SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' 'Version'
if ($framework -ne '') { Add-Program 'Microsoft .NET Framework' $framework 'Microsoft Corporation' '64-bit' 'registry' }

function Get-Folders([string]$path) {
    if (-not [IO.Directory]::Exists($path)) { return @() }
    try { return @([IO.Directory]::GetDirectories($path) | ForEach-Object { [IO.Path]::GetFileName($_) } | Sort-Object) } catch { return @() }
}
foreach ($files in @(@('C:\Program Files', '64-bit'), @('C:\Program Files (x86)', '32-bit'))) {
    foreach ($part in @(@('Microsoft.NETCore.App', 'Microsoft .NET Runtime'), @('Microsoft.AspNetCore.App', 'Microsoft ASP.NET Core Runtime'), @('Microsoft.WindowsDesktop.App', 'Microsoft Windows Desktop Runtime'))) {
        foreach ($version in (Get-Folders "$($files[0])\dotnet\shared\$($part[0])")) { Add-Program $part[1] $version 'Microsoft Corporation' $files[1] 'folder' }
    }
    foreach ($maker in @('Java', 'Eclipse Adoptium', 'Amazon Corretto', 'Zulu', 'Microsoft', 'BellSoft')) {
        foreach ($place in (Get-Folders "$($files[0])\$maker")) {
            $release = "$($files[0])\$maker\$place\release"
            if (-not [IO.File]::Exists($release)) { continue }
            $version = ''
            $implementor = ''
            foreach ($line in [IO.File]::ReadAllLines($release)) {
                if ($line -match '^JAVA_VERSION="?([^"]*)"?\s*$') { $version = $Matches[1] }
                if ($line -match '^IMPLEMENTOR="?([^"]*)"?\s*$') { $implementor = $Matches[1] }
            }
            if ($version -ne '') { Add-Program "Java runtime in $place" $version $implementor $files[1] 'folder' }
        }
    }
}

# ---- updates that are installed

$updates = @()
foreach ($key in (Get-Keys $machine "$servicing\Packages")) {
    if ($key -match '^Package_for_(KB\d{6,8})~' -and $updates -notcontains $Matches[1]) {
        $kb = $Matches[1]
        if ((Get-Number $machine "$servicing\Packages\$key" 'CurrentState') -eq 0x70) { $updates += $kb }
    }
}
$updates = @($updates | Sort-Object)

# ---- services that are no part of Windows, with the version their programs state; nothing is run or loaded

$services = @()
$seen = @{}
$servicesKey = 'SYSTEM\CurrentControlSet\Services'
$short = @(@('\??\', ''), @('%systemroot%\', 'C:\Windows\'), @('%windir%\', 'C:\Windows\'), @('\systemroot\', 'C:\Windows\'), @('system32\', 'C:\Windows\System32\'),
    @('%programfiles%\', 'C:\Program Files\'), @('%programfiles(x86)%\', 'C:\Program Files (x86)\'), @('%programdata%\', 'C:\ProgramData\'), @('%systemdrive%\', 'C:\'))
foreach ($key in (Get-Keys $machine $servicesKey)) {
    $kind = Get-Number $machine "$servicesKey\$key" 'Type'
    $command = Get-Text $machine "$servicesKey\$key" 'ImagePath'
    if ($kind -lt 0 -or ($kind -band 0x30) -eq 0 -or $command -eq '') { continue }
    if ($command.StartsWith('"')) { $command = $command.Substring(1).Split('"')[0] }
    else {
        $end = $command.ToLowerInvariant().IndexOf('.exe')
        if ($end -ge 0) { $command = $command.Substring(0, $end + 4) }
    }
    foreach ($pair in $short) {
        if ($command.ToLowerInvariant().StartsWith($pair[0])) { $command = $pair[1] + $command.Substring($pair[0].Length); break }
    }
    $lower = $command.ToLowerInvariant()
    if ($command.Length -lt 4 -or $command.Substring(1, 2) -ne ':\' -or $lower.StartsWith('c:\windows\') -or $seen.ContainsKey($lower)) { continue }
    $seen[$lower] = $true
    $service = [ordered]@{ 'name' = $key; 'file' = $command; 'version' = ''; 'product' = ''; 'publisher' = '' }
    if ($lower.StartsWith('c:\') -and [IO.File]::Exists($command)) {
        try {
            $v = [Diagnostics.FileVersionInfo]::GetVersionInfo($command)
            if ($v.FileVersion) {
                $service['version'] = '{0}.{1}.{2}.{3}' -f $v.FileMajorPart, $v.FileMinorPart, $v.FileBuildPart, $v.FilePrivatePart
                $service['product'] = ([string]$v.ProductName).Trim()
                $service['publisher'] = ([string]$v.CompanyName).Trim()
            }
        } catch { $service['version'] = '' } # closed to this account
    }
    $services += , $service
}
$pending = (Get-Text $machine 'SYSTEM\CurrentControlSet\Control\Session Manager' 'PendingFileRenameOperations').ToLowerInvariant()
$waiting = @($services | Where-Object { ";$pending;".Contains('\' + $_['file'].ToLowerInvariant() + ';') } | ForEach-Object { $_['name'] })
if ($waiting.Count -gt 0) {
    $restart += 'services run from files that wait to be replaced: ' + ($waiting -join ', ')
    $system['restart_pending'] = $restart
}

# ---- extensions of browsers

$extensions = New-Object System.Collections.ArrayList
function Read-Json([string]$path) {
    if (-not [IO.File]::Exists($path)) { return $null }
    try { return ([IO.File]::ReadAllText($path) | ConvertFrom-Json) } catch { return $null }
}
function Get-Member-Text($object, [string]$name) {
    if ($null -eq $object) { return '' }
    $member = $object.PSObject.Properties | Where-Object { $_.Name -eq $name } | Select-Object -First 1
    if ($null -eq $member -or $null -eq $member.Value) { return '' }
    return [string]$member.Value
}
function Add-Extension([string]$browser, [string]$id, [string]$name, [string]$version, [string]$person) {
    foreach ($e in $extensions) {
        if ($e['browser'] -ceq $browser -and $e['id'] -ceq $id -and $e['version'] -ceq $version -and $e['person'] -ceq $person) { return }
    }
    [void]$extensions.Add([ordered]@{ 'browser' = $browser; 'id' = $id; 'name' = $name; 'version' = $version; 'person' = $person })
}
$browsers = @(@('Chrome', 'AppData\Local\Google\Chrome\User Data'), @('Edge', 'AppData\Local\Microsoft\Edge\User Data'), @('Brave', 'AppData\Local\BraveSoftware\Brave-Browser\User Data'))
foreach ($person in (Get-Folders 'C:\Users')) {
    foreach ($browser in $browsers) {
        $folder = "C:\Users\$person\$($browser[1])"
        foreach ($one in (Get-Folders $folder)) {
            foreach ($id in (Get-Folders "$folder\$one\Extensions")) {
                $versions = @(Get-Folders "$folder\$one\Extensions\$id")
                if ($id -eq 'Temp' -or $versions.Count -eq 0) { continue }
                $at = "$folder\$one\Extensions\$id\$($versions[-1])"
                $manifest = Read-Json "$at\manifest.json"
                if ($null -eq $manifest) { continue }
                $name = Get-Member-Text $manifest 'name'
                if ($name -match '^__MSG_(.*?)(__)?$') {
                    $wanted = $Matches[1]
                    $name = $id
                    $texts = Read-Json "$at\_locales\$(Get-Member-Text $manifest 'default_locale')\messages.json"
                    if ($null -ne $texts) {
                        foreach ($property in $texts.PSObject.Properties) {
                            if ($property.Name -eq $wanted) { $name = Get-Member-Text $property.Value 'message' }
                        }
                    }
                }
                Add-Extension $browser[0] $id $name (Get-Member-Text $manifest 'version') $person
            }
        }
    }
    $folder = "C:\Users\$person\AppData\Roaming\Mozilla\Firefox\Profiles"
    foreach ($one in (Get-Folders $folder)) {
        $known = Read-Json "$folder\$one\extensions.json"
        if ($null -eq $known -or -not ($known.PSObject.Properties.Name -contains 'addons')) { continue }
        foreach ($addon in $known.addons) {
            $location = Get-Member-Text $addon 'location'
            if ((Get-Member-Text $addon 'type') -ne 'extension' -or $location.StartsWith('app-builtin') -or $location.StartsWith('app-system')) { continue }
            $name = Get-Member-Text $addon 'id'
            if ($addon.PSObject.Properties.Name -contains 'defaultLocale') {
                $own = Get-Member-Text $addon.defaultLocale 'name'
                if ($own -ne '') { $name = $own }
            }
            Add-Extension 'Firefox' (Get-Member-Text $addon 'id') $name (Get-Member-Text $addon 'version') $person
        }
    }
}

# ---- the file: its hash is of its text with the hash left empty

$taken = [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)
$lists = [ordered]@{ 'programs' = $programs; 'updates' = $updates; 'services' = $services; 'extensions' = $extensions }
$rest = ConvertTo-Member $lists ' '
if ($rest -ne '') { $rest = ",`n" + $rest }
$text = "{`n `"fenceline`": `"collected machine`",`n `"version`": 1,`n `"sha256`": `"`",`n `"program`": `"fenceline-collect.ps1 1`",`n `"taken`": `"$taken`",`n" +
" `"machine`": {`n" + (ConvertTo-Member $hardware '  ') + "`n },`n `"system`": {`n" + (ConvertTo-Member $system '  ') + "`n }" + $rest + "`n}`n"
$utf8 = New-Object System.Text.UTF8Encoding($false)
$sha = [Security.Cryptography.SHA256]::Create()
function Get-Hash([byte[]]$data) { return ([BitConverter]::ToString($sha.ComputeHash($data)) -replace '-', '').ToLowerInvariant() }
$hash = Get-Hash ($utf8.GetBytes($text))
$mark = '"sha256": "'
$where = $text.IndexOf($mark, [StringComparison]::Ordinal) + $mark.Length
$data = $utf8.GetBytes($text.Substring(0, $where) + $hash + $text.Substring($where))

$packed = New-Object System.IO.MemoryStream
$zip = New-Object System.IO.Compression.GZipStream($packed, [IO.Compression.CompressionMode]::Compress, $true)
$zip.Write($data, 0, $data.Length)
$zip.Close()
$safe = ($hardware['name'] -replace '[^A-Za-z0-9._-]', '-').Trim('.', '-')
if ($safe -eq '') { $safe = 'machine' }
if ($safe.Length -gt 100) { $safe = $safe.Substring(0, 100) }
$file = Join-Path (Resolve-Path -LiteralPath $Out).ProviderPath "$safe.fenceline.json.gz"
$part = "$file.part"
[IO.File]::WriteAllBytes($part, $packed.ToArray())
if ([IO.File]::Exists($file)) { [IO.File]::Delete($file) }
[IO.File]::Move($part, $file)

$named = @($programs | Where-Object { $_['name'] -ne '' }).Count
Write-Output "$($hardware['name']): $($system['name']) $($system['build']); $named programs, $($updates.Count) updates, $($services.Count) services, $($extensions.Count) extensions"
foreach ($why in $restart) { Write-Output "  waits for a restart: $why" }
Write-Output "Written: $file (SHA-256 $(Get-Hash ($packed.ToArray())))"
Write-Output 'Next, on the desk: fenceline inventory import --create DIR'
