namespace Orleans.Runtime;

/// <summary>The base of the engine's own failures.</summary>
public class OrleansException : Exception
{
    /// <summary>A failure without a message.</summary>
    public OrleansException()
    {
    }

    /// <summary>A failure with its message.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public OrleansException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}

/// <summary>A grain has more calls waiting than the limit allows.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>A failure without a message.</summary>
    public LimitExceededException() : base("A limit was exceeded.")
    {
    }

    /// <summary>A failure with its message.</summary>
    public LimitExceededException(string message) : base(message)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public LimitExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>A failure that names the limit.</summary>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit {limitName} exceeded: {current} of at most {threshold}. {extraInfo}")
    {
    }
}

/// <summary>A call was not accepted.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The silo has not started, stops or has stopped.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>A failure without details.</summary>
    public SiloUnavailableException() : base("The silo is not available.")
    {
    }

    /// <summary>A failure with its message.</summary>
    public SiloUnavailableException(string msg) : base(msg)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>An observer was called that no longer exists.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(string message) : base(message)
    {
    }
}

/// <summary>A stream of results ended because its grain was deactivated.</summary>
public sealed class EnumerationAbortedException : Exception
{
    /// <summary>A failure without a message.</summary>
    public EnumerationAbortedException()
    {
    }

    /// <summary>A failure with its message.</summary>
    public EnumerationAbortedException(string message) : base(message)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public EnumerationAbortedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The host is set up wrongly.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>A failure with its message.</summary>
    public OrleansConfigurationException(string message) : base(message)
    {
    }

    /// <summary>A failure with its message and cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
