using System.Xml.Linq;

namespace Krewe.Architecture.Tests;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its root: the nearest folder above the tests that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project: its name and the names of the projects that it refers to.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } = ReadProjects();

    /// <summary>C# files that people write.</summary>
    public static IEnumerable<string> SourceFiles =>
        Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsOurs(string path) =>
        !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules" || part.StartsWith('.'));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("these tests run from a build inside the repository");
    }

    private static Dictionary<string, Project> ReadProjects() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(IsOurs).Select(path =>
        {
            var xml = XDocument.Load(path);
            var references = xml.Descendants("ProjectReference")
                .Where(reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
                .Select(reference => Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include"))!.Replace('\\', '/')))
                .ToList();
            var packages = xml.Descendants("PackageReference").Select(reference => (string?)reference.Attribute("Include") ?? "").ToList();
            return new Project(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!, references, packages);
        }).ToDictionary(project => project.Name);
}

internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages);
