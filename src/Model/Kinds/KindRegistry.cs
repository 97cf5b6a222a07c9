namespace Krewe.Model.Kinds;

/// <summary>All kinds of the API. The generator fills it with every sealed <see cref="KindDefinition"/> of this project.</summary>
public static partial class KindRegistry
{
}
