namespace Krewe.Architecture.Tests;

/// <summary>Dependencies point down only.</summary>
public sealed class DependencyTests
{
    /// <summary>What each project may refer to, by name; the layers of ARCHITECTURE.md, from the bottom up.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Krewe.EmbeddedSilo"] = [],
        ["Krewe.Storage"] = [],
        ["Krewe.Storage.Postgres"] = ["Krewe.Storage"],
        ["Krewe.Model"] = [],
        ["Krewe.Planning"] = ["Krewe.Model"],
        ["Krewe.Protocol"] = ["Krewe.Model"],
        ["Krewe.Client"] = ["Krewe.Model"],
        ["Krewe.Grains.Abstractions"] = ["Krewe.Model", "Krewe.Protocol", "Krewe.EmbeddedSilo"],
        ["Krewe.Grains"] = ["Krewe.Grains.Abstractions", "Krewe.Model", "Krewe.Planning", "Krewe.Protocol", "Krewe.Storage", "Krewe.EmbeddedSilo"],
        ["Krewe.AgentLink"] = ["Krewe.Grains.Abstractions", "Krewe.Model", "Krewe.Protocol"],
        ["Krewe.Gateway"] = ["Krewe.Grains.Abstractions", "Krewe.Model", "Krewe.Protocol", "Krewe.AgentLink"],
        ["Krewe.SiloHost"] =
            ["Krewe.Gateway", "Krewe.AgentLink", "Krewe.Grains", "Krewe.Grains.Abstractions", "Krewe.Storage", "Krewe.Storage.Postgres", "Krewe.EmbeddedSilo",
                "Krewe.Model"],
        ["Krewe.NodeAgent"] = ["Krewe.Protocol", "Krewe.Model"],
        ["Krewe.Cli"] = ["Krewe.Client", "Krewe.Model"],
    };

    public static TheoryData<string> Products =>
        [.. Repository.Projects.Values.Where(project => !Repository.Relative(project.Folder).StartsWith("tests/", StringComparison.Ordinal)
            && !project.Name.EndsWith(".Generators", StringComparison.Ordinal)).Select(project => project.Name).Order()];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_project_refers_only_to_layers_below_it(string name)
    {
        Allowed.ShouldContainKey(name, "a new project takes its place among the layers here and in ARCHITECTURE.md");
        Repository.Projects[name].References.Except(Allowed[name]).ShouldBeEmpty($"{name} may not refer to these");
    }

    [Fact]
    public void Grain_projects_know_no_web_and_no_database()
    {
        foreach (var name in (string[])["Krewe.Model", "Krewe.Planning", "Krewe.Protocol", "Krewe.Grains.Abstractions"])
        {
            Repository.Projects[name].Packages.ShouldAllBe(
                package => package == "YamlDotNet" || package == "Microsoft.Orleans.Sdk", $"{name} is pure: it reads YAML and has Orleans' attributes");
        }
    }

    [Fact]
    public void Product_projects_do_not_refer_to_tests() =>
        Repository.Projects.Values
            .Where(project => !Repository.Relative(project.Folder).StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(project => project.References)
            .ShouldAllBe(reference => !reference.EndsWith(".Tests", StringComparison.Ordinal));
}
