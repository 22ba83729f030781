# ./run.ps1            starts everything: the same as  dotnet run --project src/ArchiveIndexer.Host
# ./run.ps1 COMMAND    any command of the program, such as  ./run.ps1 search "professional curiosity"
# ./run.ps1 check      does what CI does: restore as locked, build, check the format, run the tests
Set-StrictMode -Version 2
$solution = [IO.Path]::Combine($PSScriptRoot, 'ArchiveIndexer.sln')
if ($args.Count -gt 0 -and $args[0] -eq 'check') {
    & dotnet restore $solution --locked-mode
    if ($LASTEXITCODE -eq 0) { & dotnet build $solution --no-restore }
    if ($LASTEXITCODE -eq 0) { & dotnet format whitespace $solution --verify-no-changes --no-restore }
    if ($LASTEXITCODE -eq 0) { & dotnet test $solution --no-build }
    exit $LASTEXITCODE
}
& dotnet run --project ([IO.Path]::Combine($PSScriptRoot, 'src/ArchiveIndexer.Host')) -- $args
exit $LASTEXITCODE
