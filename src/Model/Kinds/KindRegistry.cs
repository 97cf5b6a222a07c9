namespace Krewe.Model.Kinds;

/// <summary>All kinds of the API. The generator fills it with every sealed <see cref="KindDefinition"/> of this project.</summary>
/// <remarks>
/// The rule by which a kind gets in: a sealed class that derives from <see cref="KindDefinition"/> and has
/// <c>public static XKind Instance { get; } = new();</c>. Nothing else has to be registered anywhere.
/// </remarks>
public static partial class KindRegistry
{
}
