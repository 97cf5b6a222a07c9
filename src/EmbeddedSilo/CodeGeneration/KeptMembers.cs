using System.Diagnostics.CodeAnalysis;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>What of a type must be there at run time, although nothing names it: a native program leaves out the rest.</summary>
internal static class KeptMembers
{
    /// <summary>Of a grain interface: its methods, which filters see.</summary>
    public const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Of a grain's state: its constructors, for a state that nothing was stored of.</summary>
    public const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;
}
