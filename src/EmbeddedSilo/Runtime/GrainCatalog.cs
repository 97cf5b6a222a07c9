using System.Collections.Frozen;
using System.Reflection;
using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>The grain interfaces and classes that a silo knows, from the manifests that the generator wrote.</summary>
internal sealed class GrainCatalog
{
    private readonly Silo _silo;
    private readonly FrozenDictionary<Type, GrainReferenceShared> _interfaces;
    private readonly FrozenDictionary<GrainType, GrainBinding> _classes;
    private readonly FrozenDictionary<Type, GrainBinding[]> _implementations;

    public GrainCatalog(Silo silo, IEnumerable<Assembly> assemblies)
    {
        _silo = silo;
        var manifests = assemblies.Append(typeof(GrainCatalog).Assembly).Distinct()
            .Select(assembly => assembly.GetCustomAttribute<GrainManifestAttribute>())
            .OfType<GrainManifestAttribute>()
            .Select(attribute => (GrainManifest)Activator.CreateInstance(attribute.ManifestType)!).ToList();
        Manifests = manifests.Count;
        _interfaces = manifests.SelectMany(manifest => manifest.Interfaces)
            .ToFrozenDictionary(found => found.Type, found => new GrainReferenceShared(silo, found));

        var bindings = manifests.SelectMany(manifest => manifest.Classes).Select(found => new GrainBinding(silo, found)).ToList();
        if (bindings.GroupBy(binding => binding.GrainType).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new OrleansConfigurationException(
                $"Grain type '{twice.Key}' is the name of {string.Join(" and ", twice.Select(binding => binding.Class.Type))}: give one a [GrainType].");
        }

        _classes = bindings.ToFrozenDictionary(binding => binding.GrainType);
        _implementations = bindings.SelectMany(binding => binding.Class.Interfaces.Select(type => (type, binding)))
            .GroupBy(pair => pair.type, pair => pair.binding)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    public int Manifests { get; }

    public int Classes => _classes.Count;

    public GrainReferenceShared Interface(Type type) => _interfaces.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException(
            $"{type} is no grain or observer interface that this silo knows: is the generator used where it is declared, and its assembly loaded?");

    public GrainBinding BindingOf(GrainType type) => _classes.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException($"There is no grain type '{type}'.");

    /// <summary>The class behind an interface.</summary>
    /// <exception cref="ArgumentException">None, or several and the prefix does not tell which.</exception>
    public GrainBinding ImplementationOf(Type type, string? classNamePrefix)
    {
        if (!_implementations.TryGetValue(type, out var found))
            throw new ArgumentException($"No grain class implements {type}.");
        if (classNamePrefix is null && found.Length == 1)
            return found[0];

        var matches = classNamePrefix is null
            ? found.Where(binding => binding.Class.Type.Name == type.Name[1..]).ToArray()
            : found.Where(binding => binding.Class.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal)).ToArray();
        return matches.Length == 1
            ? matches[0]
            : throw new ArgumentException(
                $"{type} is implemented by {string.Join(", ", found.Select(binding => binding.Class.Type))}: give a class name prefix that fits one.");
    }
}
