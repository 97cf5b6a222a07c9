namespace Krewe.Model.Yaml;

/// <summary>A text that is no YAML, or YAML that JSON has no form for. The message names the line.</summary>
public sealed class YamlJsonException(string message) : Exception(message);
