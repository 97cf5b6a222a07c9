using System.Reflection;

namespace Krewe.EmbeddedSilo;

/// <summary>What only the embedded engine asks.</summary>
public sealed class EmbeddedSiloOptions
{
    /// <summary>The assemblies that hold grain interfaces and classes; when empty, those that are loaded or referred to.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];
}
