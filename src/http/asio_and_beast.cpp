// The compiled part of Boost.Asio and Boost.Beast, once, so that the others need only their declarations.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
