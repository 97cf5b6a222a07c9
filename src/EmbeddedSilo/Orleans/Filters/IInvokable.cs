using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call with its arguments.</summary>
public interface IInvokable
{
    /// <summary>How many arguments there are; a cancellation token is not counted.</summary>
    int GetArgumentCount();

    /// <summary>An argument.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces an argument.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The full name of the interface that declares the method.</summary>
    string GetInterfaceName();

    /// <summary>The interface that declares the method.</summary>
    Type GetInterfaceType();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The method's own response timeout, if it has one.</summary>
    TimeSpan? GetDefaultResponseTimeout();

    /// <summary>The token that the grain sees.</summary>
    CancellationToken GetCancellationToken();

    /// <summary>Whether the method takes a token.</summary>
    bool IsCancellable { get; }
}
