using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>What attributes say about a method of a grain interface.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum GrainMethodOptions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Nobody waits for it.</summary>
    OneWay = 1,

    /// <summary>Runs side by side with other calls that only read.</summary>
    ReadOnly = 2,

    /// <summary>Runs between the turns of any other call.</summary>
    AlwaysInterleave = 4,

    /// <summary>Callers wait for it as long as it takes: it belongs to the engine.</summary>
    Unlimited = 8,
}

/// <summary>A method of a grain interface, described once.</summary>
/// <param name="declaringInterface">The interface that declares it.</param>
/// <param name="name">Its name.</param>
/// <param name="parameters">The types of all its parameters.</param>
/// <param name="options">What its attributes say.</param>
/// <param name="responseTimeout">Its own response timeout as text, or null.</param>
/// <param name="isCancellable">Whether it takes a token.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainMethod(
    [DynamicallyAccessedMembers(KeptMembers.Methods)] Type declaringInterface, string name, Type[] parameters, GrainMethodOptions options, string? responseTimeout, bool isCancellable)
{
    private MethodInfo? _method;

    /// <summary>The interface that declares it.</summary>
    [DynamicallyAccessedMembers(KeptMembers.Methods)]
    public Type DeclaringInterface { get; } = declaringInterface;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What its attributes say.</summary>
    public GrainMethodOptions Options { get; } = options;

    /// <summary>Its own response timeout, or null.</summary>
    public TimeSpan? ResponseTimeout { get; } =
        responseTimeout is null ? null : TimeSpan.Parse(responseTimeout, CultureInfo.InvariantCulture);

    /// <summary>Whether it takes a token.</summary>
    public bool IsCancellable { get; } = isCancellable;

    /// <summary>The method itself.</summary>
    internal MethodInfo MethodInfo => _method ??= DeclaringInterface.GetMethod(Name, parameters)
        ?? throw new MissingMethodException(DeclaringInterface.FullName, Name);

    internal Type[] ParameterTypes => parameters;
}
