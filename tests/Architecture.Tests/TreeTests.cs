using System.Text.RegularExpressions;

namespace Krewe.Architecture.Tests;

/// <summary>What a reader of the tree may rely on.</summary>
public sealed partial class TreeTests
{
    [Fact]
    public void Every_product_project_says_what_it_is_for() =>
        Repository.Projects.Values
            .Where(project => !Repository.Relative(project.Folder).StartsWith("tests/", StringComparison.Ordinal)
                && !project.Name.EndsWith(".Generators", StringComparison.Ordinal))
            .Where(project => !File.Exists(Path.Combine(project.Folder, "README.md")))
            .Select(project => project.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Types_have_role_nouns() =>
        Repository.SourceFiles
            // The engine's public types have Orleans' names.
            .Where(path => !Repository.Relative(path).StartsWith("src/EmbeddedSilo/Orleans/", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => VagueName().IsMatch(name!))
            .ShouldBeEmpty("say what role it plays: Planner, Filter, Monitor, Session, ...");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Orleans.sln")).Replace('\\', '/');
        Repository.Projects.Values
            .Where(project => !solution.Contains($"{Repository.Relative(project.Folder)}/{project.Name}.csproj", StringComparison.Ordinal))
            .Select(project => project.Name)
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_file_holds_many_concepts() =>
        Repository.SourceFiles
            .Select(path => (Path: Repository.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > 700)
            .ShouldBeEmpty("split it by concept");

    [Fact]
    public void Tests_wait_for_events_and_never_sleep() =>
        Repository.SourceFiles
            .Where(path => Repository.Relative(path).StartsWith("tests/", StringComparison.Ordinal))
            .Where(path => Path.GetFileName(path) != "TreeTests.cs")
            .Where(path => Sleep().IsMatch(File.ReadAllText(path)))
            .Select(Repository.Relative)
            .ShouldBeEmpty();

    [Fact]
    public void No_test_is_skipped() =>
        Repository.SourceFiles
            .Where(path => Skip().IsMatch(File.ReadAllText(path)))
            .Select(Repository.Relative)
            .ShouldBeEmpty("a missing prerequisite fails with the command that installs it");

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Utilities)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"Thread\.Sleep\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"(Fact|Theory)\(\s*Skip\s*=")]
    private static partial Regex Skip();
}
