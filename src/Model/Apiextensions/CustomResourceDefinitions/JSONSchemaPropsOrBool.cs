namespace Krewe.Model.Apiextensions;

/// <summary>A schema, or a yes or no in its place.</summary>
/// <param name="Allows">True if there may be such values; true with a schema too.</param>
/// <param name="Schema">What they look like, or null.</param>
public sealed record JSONSchemaPropsOrBool(bool Allows, JSONSchemaProps? Schema);
