namespace Krewe.NodeAgent.Environment;

/// <summary>A pod refers to something that is not there, or cannot be used. The message is for the user.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
