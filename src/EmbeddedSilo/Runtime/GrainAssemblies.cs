using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Finds the assemblies that hold grains: those loaded, and those that they refer to.</summary>
internal static class GrainAssemblies
{
    private static readonly string Engine = typeof(GrainAssemblies).Assembly.GetName().Name!;

    public static IReadOnlyList<Assembly> Find()
    {
        Dictionary<string, Assembly> seen = [];
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (IsForeign(assembly.GetName().Name!) || !seen.TryAdd(assembly.FullName!, assembly))
                continue;

            foreach (var name in ReferencesOf(assembly))
            {
                if (!IsForeign(name.Name!) && !seen.ContainsKey(name.FullName) && TryLoad(name) is { } referenced)
                    queue.Enqueue(referenced);
            }
        }

        return [.. seen.Values.Where(assembly => assembly.IsDefined(typeof(GrainManifestAttribute))).OrderBy(assembly => assembly.FullName, StringComparer.Ordinal)];
    }

    // A native program has all its assemblies from the start, and nothing to load.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "References matter only where assemblies are loaded one by one.")]
    private static AssemblyName[] ReferencesOf(Assembly assembly) => RuntimeFeature.IsDynamicCodeSupported ? assembly.GetReferencedAssemblies() : [];

    private static bool IsForeign(string name) =>
        name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name == Engine;

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // Referred to but not shipped, as test and analyzer packages are: it cannot hold grains of this program.
            return null;
        }
    }
}
